import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { launchBrowser, newPerson, viewports } from '../support/browser.ts';
import { startHub } from '../support/hub-process.ts';
import { enterRoom } from '../support/journeys.ts';
import { goOnAir, scheduleSession, signUpAtHub } from '../support/live-session.ts';
import { watchLinks } from '../support/media-count.ts';
import { isAccessible } from '../support/page-state.ts';

/** A phone whose browser makes no sound without a press, and takes it away with each new page. */

const scope = new Scope('test', silentLog);
let listener: Page;
let problems: string[];

beforeAll(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-press-'));
  scope.defer('files', () => rm(folder, { recursive: true, force: true }));
  const hub = await startHub(path.join(folder, 'hub'), { RTC_WORKERS: '1' });
  scope.defer('hub', async () => {
    await hub.stop();
  });
  const studio = await signUpAtHub(hub);
  const { code } = await scheduleSession(studio);
  const speakers = await launchBrowser();
  scope.defer('speakers', () => speakers.close());
  await goOnAir(speakers, studio, hub.origin, { code });
  const listeners = await launchBrowser({ grantDevices: false, soundNeedsPress: true });
  scope.defer('listeners', () => listeners.close());
  const person = await newPerson(listeners, { viewport: viewports.phone });
  ({ page: listener, problems } = person);
  await watchLinks(listener);
  await listener.addInitScript({ content: playedElements });
  await enterRoom(listener, `${hub.origin}/a/${code}`, 'Mak Uniang');
});
afterAll(() => scope.close('tests ended'));

/** Sounds are played outside of the document: a test must be told of them. */
const playedElements = `{
  globalThis.played = new Set();
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function () {
    played.add(this);
    const playing = play.call(this);
    playing.catch(({ name }) => console.info('refused: ' + name));
    return playing;
  };
}`;
declare const played: Set<HTMLMediaElement>;
declare const watched: { open: Set<RTCPeerConnection> };

/** How long the room's sound has been playing, in seconds; undefined while it is not. */
const heardSeconds = (): Promise<number | undefined> =>
  listener.evaluate(() => {
    const received = new Set(
      [...watched.open].flatMap((link) => link.getReceivers().map(({ track }) => track.id)),
    );
    const sounding = [...played].find(
      ({ srcObject, paused, muted }) =>
        !paused &&
        !muted &&
        srcObject instanceof MediaStream &&
        srcObject.getAudioTracks().some(({ id }) => received.has(id)),
    );
    return sounding?.currentTime;
  });

async function soundGoesOn(): Promise<void> {
  const times: number[] = [];
  const timesMore = async (): Promise<number> => {
    const seconds = await heardSeconds();
    if (seconds !== undefined && seconds > (times.at(-1) ?? 0)) times.push(seconds);
    return times.length;
  };
  await expect.poll(timesMore, { timeout: 30_000, interval: 300 }).toBeGreaterThanOrEqual(4);
}

const unlock = () => listener.getByRole('button', { name: 'Nyalakan suara' });

test('the press that brings one in is enough', async () => {
  await soundGoesOn();
  expect(await unlock().count()).toBe(0);
});

test('the lock screen shows the title and a picture', async () => {
  const shown = await listener.evaluate(() => {
    const { metadata, playbackState } = navigator.mediaSession;
    const { title = '', artist = '', artwork = [] } = metadata ?? {};
    return { title, artist, playbackState, pictures: artwork.map(({ src }) => src) };
  });
  expect(shown).toMatchObject({ playbackState: 'playing' });
  expect(shown.title).toBe(await listener.locator('.room__title').innerText());
  expect(shown.artist).not.toBe('');
  expect(shown.pictures.length).toBeGreaterThan(0);
  for (const src of shown.pictures) {
    const type = await listener.evaluate(async (url) => {
      const { ok, headers } = await fetch(url);
      return ok ? headers.get('content-type') : undefined;
    }, src);
    expect(type).toMatch(/^image\//);
  }
});

test('a reload brings one back in without a click; sound takes one press on one large button', async () => {
  // Whatever a test asks of a page counts as a press with Chromium: nothing is asked before it has refused.
  const refused = listener.waitForEvent('console', {
    predicate: (message) => message.text() === 'refused: NotAllowedError',
  });
  await listener.reload();
  await refused;
  await unlock().waitFor();
  expect(await heardSeconds()).toBeUndefined();
  const { width, height } = (await unlock().boundingBox())!;
  expect(width).toBeGreaterThan(viewports.phone.width * 0.7);
  expect(height).toBeGreaterThanOrEqual(64);
  await isAccessible(listener, 'sound-blocked');
  await unlock().click();
  await unlock().waitFor({ state: 'detached' });
  await soundGoesOn();
  expect(problems).toEqual([]);
});
