import { once } from 'node:events';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { forkTypeScript } from '../../server/platform/fork-typescript.ts';
import { launchBrowser, newPerson } from '../support/browser.ts';
import { makeSpeaker } from '../support/demo-media.ts';
import { freePort } from '../support/free-port.ts';
import { startHub, type HubProcess } from '../support/hub-process.ts';
import * as people from '../support/journeys.ts';
import { openWire } from '../support/wire.ts';
import { alternate, rowOf, type Bench } from './bench.ts';

/** How long a visitor reads the page before pressing the button. */
const readingMs = 2_000;
const giveUpMs = 20_000;
/** Where people find both rooms: the near end of a line that can be made long. */
const address = '127.0.0.2';
/** ICE, two for DTLS 1.2, and one until media comes: what is left when all else is done before the click. */
const floorRoundTrips = 4;

/**
 * From the click on Masuk to the first picture, against the barest page on the same mediasoup worker binary: on
 * loopback, and over a line with a round trip of `rttMs`.
 */
export const bench: Bench = async ({ folder, rounds, rttMs, say }) => {
  const scope = new Scope('join', silentLog);
  let roundTripMs = 0;
  const openPort = async (...protocols: ('udp' | 'tcp')[]): Promise<number> => {
    const port = await freePort();
    const delayMs = (): number => roundTripMs / 2;
    await openWire({ address, port, protocols, delayMs }, scope);
    return port;
  };
  const bare = await startBareRoom([
    ...[await openPort('tcp'), await openPort('tcp')],
    await openPort('udp', 'tcp'),
  ]);
  const webPort = await openPort('tcp');
  const hub = await startHub(path.join(folder, 'hub'), {
    ...{ LOG_LEVEL: 'warn', RTC_WORKERS: '1', RTC_ANNOUNCED_ADDRESS: address },
    ...{ HTTP_PORT: `${webPort}`, RTC_PORT: `${await openPort('udp', 'tcp')}` },
  });
  // One camera for both rooms: 640x360, in a browser that is shared so that it costs both the same.
  const speakers = await launchBrowser(await makeSpeaker(folder));
  const listeners = await launchBrowser({ grantDevices: false });
  try {
    const { pathname } = new URL(await goLive(hub, speakers));
    const url = `http://${address}:${webPort}${pathname}`;
    const ours = { url, button: /^Masuk dan dengarkan$/ };
    await publishBare(speakers, bare.url);
    const theirs = { url: bare.url, button: 'Join' };
    say('Both rooms are live. Listeners come, one after the other.');

    // Who speaks is near and stays so: a line is as long as it was when its flow began.
    const visits = (lengthMs: number) => {
      const visit = (place: Place) => () => {
        roundTripMs = lengthMs;
        return clickToFirstFrameMs(listeners, place);
      };
      return { ours: visit(ours), baseline: visit(theirs) };
    };
    // The first visitor of a process pays for what the next ones find warm.
    await alternate(1, visits(0));
    const near = await alternate(rounds, visits(0));
    const far = await alternate(rounds, visits(rttMs));
    const floor = near.baseline.map((ms) => ms + floorRoundTrips * rttMs);
    const what = 'click to first frame';
    return {
      rows: [
        rowOf(`${what}, on loopback`, 'ms', near),
        rowOf(`${what}, round trip ${rttMs} ms`, 'ms', far),
        rowOf(`the same, against the floor`, 'ms', { ours: far.ours, baseline: floor }),
      ],
    };
  } finally {
    await Promise.all([speakers.close(), listeners.close()]);
    bare.stop();
    await hub.stop();
    await scope.close('measured');
  }
};

type Place = { url: string; button: string | RegExp };

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
async function clickToFirstFrameMs(browser: Browser, { url, button }: Place): Promise<number> {
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

async function startBareRoom(
  ports: readonly number[],
): Promise<{ url: string; stop: () => void }> {
  const child = forkTypeScript(new URL('bare-room.ts', import.meta.url), [
    ...[address, ...ports.map(String)],
  ]);
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('no bare room')));
  ended.catch(() => undefined);
  const [message] = (await Promise.race([once(child, 'message'), ended])) as unknown[];
  const { url } = z.object({ url: z.string() }).parse(message);
  return { url, stop: () => child.disconnect() };
}
