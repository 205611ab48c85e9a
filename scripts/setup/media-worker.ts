import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { root, sharedCache } from './paths.ts';
import { run, say, SetupError, withProgress } from './task.ts';

const packageFolder = path.join(root, 'node_modules', 'mediasoup');
const recipe = path.join(import.meta.dirname, 'mediasoup-worker');
/** Long enough for a slow line to answer, short enough not to keep an offline machine waiting. */
const downloadAnswerMs = 15_000;

/** Where set-up stands with the worker: there, or to be built into that file. */
export type MediaWorker = { path: string; isThere: boolean };

/**
 * Looks for a mediasoup worker: one named by MEDIASOUP_WORKER_BIN, one from an earlier set-up, the prebuilt one of
 * mediasoup's releases. In that order; what none of them has is to be built.
 */
export async function findMediaWorker(cache = sharedCache): Promise<MediaWorker> {
  const named = process.env['MEDIASOUP_WORKER_BIN'];
  if (named) {
    if (!existsSync(named))
      throw new SetupError(`MEDIASOUP_WORKER_BIN names ${named}, which does not exist.`);
    return { path: named, isThere: true };
  }
  const { version } = JSON.parse(
    await readFile(path.join(packageFolder, 'package.json'), 'utf8'),
  ) as { version: string };
  const folder = path.join(
    cache,
    'mediasoup-worker',
    `${version}-${process.arch}-${await recipeHash()}`,
  );
  const worker = path.join(folder, 'mediasoup-worker');
  if (existsSync(worker)) return { path: worker, isThere: true };

  await mkdir(folder, { recursive: true });
  const isThere = await download(version, folder, worker);
  if (isThere) say(`Media worker ${version}: downloaded.`);
  return { path: worker, isThere };
}

async function recipeHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(recipe)).sort())
    hash.update(await readFile(path.join(recipe, name)));
  return hash.digest('hex').slice(0, 12);
}

/** mediasoup's own naming of its release files (npm-scripts.mjs of 3.27). */
function prebuiltUrl(version: string): string {
  const base =
    process.env['MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL'] ??
    'https://github.com/versatica/mediasoup/releases/download';
  const kernel = os.platform() === 'linux' ? `-kernel${os.release().split('.')[0] ?? ''}` : '';
  return `${base}/${version}/mediasoup-worker-${version}-${os.platform()}-${os.arch()}${kernel}.tgz`;
}

async function download(version: string, folder: string, worker: string): Promise<boolean> {
  const archive = path.join(folder, `download.${process.pid}.tgz`);
  const unpacked = path.join(folder, `download.${process.pid}`);
  try {
    const answer = await fetch(prebuiltUrl(version), {
      signal: AbortSignal.timeout(downloadAnswerMs),
    });
    if (!answer.ok) return false;
    await writeFile(archive, Buffer.from(await answer.arrayBuffer()));
    await mkdir(unpacked, { recursive: true });
    if ((await run('tar', ['-xzf', archive, '-C', unpacked])).code !== 0) return false;
    const binary = path.join(unpacked, 'mediasoup-worker');
    // A prebuilt worker can want a newer C library than this machine has: it must at least start.
    const trial = await run(binary, []);
    if (trial.code === 127 || /GLIBC|shared librar/.test(trial.output)) return false;
    await rename(binary, worker);
    return true;
  } catch {
    // Offline, blocked or too slow: all the same, there is a way without it.
    return false;
  } finally {
    await rm(archive, { force: true });
    await rm(unpacked, { recursive: true, force: true });
  }
}

/** Builds the worker from the source in the npm package. Wants the packages of `forBuildingWorker`. */
export async function buildMediaWorker({ path: worker }: MediaWorker): Promise<void> {
  await withProgress(
    'Building the media worker from source (about 5 minutes, once)',
    async () => {
      let lastSaid = 0;
      const onLine = (line: string): void => {
        const [, done, all] = /^\[(\d+)\/(\d+)\]/.exec(line) ?? [];
        const percent = Math.floor((100 * Number(done)) / Number(all));
        if (percent >= lastSaid + 10) say(`  ${(lastSaid = percent - (percent % 10))} %`);
      };
      const { code, output } = await run(
        'bash',
        [path.join(recipe, 'build.sh'), packageFolder, worker],
        { onLine },
      );
      if (code !== 0)
        throw new SetupError(
          `${output}\nThe media worker could not be built; the lines above say why.`,
        );
    },
  );
}
