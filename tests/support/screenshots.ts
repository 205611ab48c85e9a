import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { HeldSession } from './demo-session.ts';
import { launchBrowser, newPerson, viewports } from './browser.ts';
import { signIn } from './journeys.ts';

const folder = path.resolve(import.meta.dirname, '../screenshots');

/** The README's pictures: the public pages and the studio after the demo's session, the room while it was live. */
export async function takeScreenshots(origin: string, held: HeldSession): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'room-phone.png'), held.roomPictures.phone);
  await writeFile(path.join(folder, 'room-desktop.png'), held.roomPictures.desktop);
  const episode = held.recording.episode?.url ?? '/';
  const browser = await launchBrowser();
  try {
    for (const [size, viewport] of Object.entries(viewports)) {
      const { page } = await newPerson(browser, { viewport });
      const shoot = async (name: string, url: string): Promise<void> => {
        await page.goto(`${origin}${url}`);
        await page.waitForLoadState('networkidle');
        await page.screenshot({ path: path.join(folder, `${name}-${size}.png`) });
      };
      await shoot('home', '/');
      await shoot('series', `/s/${held.slug}`);
      await shoot('episode', episode);
      await signIn(page, origin);
      await shoot('studio', `/studio/sessions/${held.code}`);
    }
  } finally {
    await browser.close();
  }
}
