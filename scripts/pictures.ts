/**
 * Makes the pictures of the README and of the hosts' guide by itself: plays an evening of a library's book club on real
 * media (a hub on a free port with a fresh data directory, people in headless Chromium with drawn cameras and spoken
 * voices), takes a picture of each screen that matters, and writes them to client/pictures with their sizes.
 *
 * When: a screen that is pictured looks different. Look at each picture before it is committed.
 * Example: npm run pictures
 */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { playEvening } from '../tests/support/evening/play-evening.ts';
import { startHub } from '../tests/support/hub-process.ts';
import { say } from './setup/task.ts';

const folder = path.resolve(import.meta.dirname, '../client/pictures');
/** Pixels, for a whole screen and for a part of one. More would only cost those who read the guide on a phone. */
const widest = { screen: 1280, part: 900 };

const dataDir = await mkdtemp(path.join(os.tmpdir(), 'serambi-pictures-'));
const hub = await startHub(dataDir);
const sizes: Record<string, { width: number; height: number }> = {};
let bytes = 0;
try {
  await playEvening(hub, {
    folder: dataDir,
    say,
    shoot: async (name, of) => {
      const { data, info } = await sharp(await of.screenshot())
        .resize({
          width: name.endsWith('-part') ? widest.part : widest.screen,
          withoutEnlargement: true,
        })
        .webp({ quality: 50, effort: 6, smartSubsample: true })
        .toBuffer({ resolveWithObject: true });
      await writeFile(path.join(folder, `${name}.webp`), data);
      sizes[name] = { width: info.width, height: info.height };
      bytes += info.size;
      say(`  ${name}: ${info.width} × ${info.height}, ${Math.ceil(info.size / 1000)} kB`);
    },
  });
  for (const file of await readdir(folder)) {
    if (file.endsWith('.webp') && !sizes[path.parse(file).name]) {
      await rm(path.join(folder, file));
    }
  }
  await writeFile(path.join(folder, 'sizes.json'), `${JSON.stringify(sizes, null, 2)}\n`);
  say(`${Object.keys(sizes).length} pictures, ${Math.ceil(bytes / 1000)} kB`);
} finally {
  await hub.stop();
  await rm(dataDir, { recursive: true, force: true });
}
