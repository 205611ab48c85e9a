import { once } from 'node:events';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { forkTypeScript } from '../../server/platform/fork-typescript.ts';
import { launchBrowser, newPerson } from '../support/browser.ts';
import { makeSpeaker } from '../support/demo-media.ts';
import { startHub, type HubProcess } from '../support/hub-process.ts';
import * as people from '../support/journeys.ts';
import { alternate, rowOf, type Bench } from './bench.ts';

/** How long a visitor reads the page before pressing the button. */
const readingMs = 2_000;
const giveUpMs = 20_000;

/** From the click on Masuk to the first picture, against the barest page on the same mediasoup worker binary. */
export const bench: Bench = async ({ folder, rounds, say }) => {
  const bare = await startBareRoom();
  const hub = await startHub(path.join(folder, 'hub'), { LOG_LEVEL: 'warn' });
  // One camera for both rooms: 640x360, in a browser that is shared so that it costs both the same.
  const speakers = await launchBrowser(await makeSpeaker(folder));
  const listeners = await launchBrowser({ grantDevices: false });
  try {
    const ours = { url: await goLive(hub, speakers), button: /^Masuk dan dengarkan$/ };
    await publishBare(speakers, bare.url);
    const theirs = { url: bare.url, button: 'Join' };
    say('Both rooms are live. Listeners come, one after the other.');

    const visits = {
      ours: () => clickToFirstFrameMs(listeners, ours),
      baseline: () => clickToFirstFrameMs(listeners, theirs),
    };
    // The first visitor of a process pays for what the next ones find warm.
    await alternate(1, visits);
    const measured = await alternate(rounds, visits);
    return { rows: [rowOf('click to first frame, on loopback', 'ms', measured)] };
  } finally {
    await Promise.all([speakers.close(), listeners.close()]);
    bare.stop();
    await hub.stop();
  }
};

/** A host alone on stage, live and recorded. Returns the session's address. */
async function goLive(hub: HubProcess, browser: Browser): Promise<string> {
  const { page } = await newPerson(browser);
  if (!hub.ownerLink) throw new Error('the hub printed no owner link');
  await people.makeOwner(page, hub.ownerLink);
  const { origin } = hub;
  const series = { title: 'Klub Buku', description: 'Membaca bersama.' };
  const slug = await people.makeSeries(page, origin, series);
  const session = { origin, slug, title: 'Bab satu', description: 'Membaca bab satu.' };
  const url = `${origin}/a/${await people.makeSession(page, session)}`;
  await people.enterRoom(page, url);
  await people.goOnStage(page, { consent: true });
  await people.goLive(page);
  return url;
}

async function publishBare(browser: Browser, url: string): Promise<void> {
  const { page } = await newPerson(browser);
  await page.goto(`${url}&publish`);
  await page.waitForFunction(() => document.title === 'publishing');
}

/** A new visitor with an empty cache: reads the page, presses the button, waits for the first picture that is shown. */
async function clickToFirstFrameMs(
  browser: Browser,
  { url, button }: { url: string; button: string | RegExp },
): Promise<number> {
  const { page, context, problems } = await newPerson(browser);
  try {
    await watchFirstFrame(page);
    await page.goto(url);
    const press = page.getByRole('button', { name: button });
    await press.waitFor();
    await page.waitForTimeout(readingMs);
    await press.click();
    const ms = await page.evaluate(
      (limit) =>
        Promise.race([
          (globalThis as unknown as { firstFrameMs: Promise<number> }).firstFrameMs,
          new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), limit)),
        ]),
      giveUpMs,
    );
    if (ms === undefined) throw new Error(`no picture at ${url}: ${problems.join('\n')}`);
    return ms;
  } finally {
    await context.close();
  }
}

/** Both ends of the measure are the page's own clock: the click event's time stamp and the frame's presentation. */
async function watchFirstFrame(page: Page): Promise<void> {
  await page.addInitScript({
    content: `
      globalThis.firstFrameMs = new Promise((resolve) => {
        let clickedMs;
        addEventListener('click', ({ timeStamp }) => (clickedMs ??= timeStamp), { capture: true });
        const play = HTMLMediaElement.prototype.play;
        HTMLMediaElement.prototype.play = function () {
          if (this instanceof HTMLVideoElement)
            this.requestVideoFrameCallback(() => resolve(performance.now() - clickedMs));
          return play.call(this);
        };
      });`,
  });
}

async function startBareRoom(): Promise<{ url: string; stop: () => void }> {
  const child = forkTypeScript(new URL('bare-room.ts', import.meta.url));
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('no bare room')));
  ended.catch(() => undefined);
  const [message] = (await Promise.race([once(child, 'message'), ended])) as unknown[];
  const { url } = z.object({ url: z.string() }).parse(message);
  return { url, stop: () => child.disconnect() };
}
