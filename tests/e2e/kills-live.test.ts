import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openBrowserHub } from '../support/browser-hub.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { endSession } from '../support/journeys.ts';
import { goOnAir, isReady, recordingOf, scheduleSession } from '../support/live-session.ts';
import { findProcess, hasTakeOpen, isFfmpeg, isMediaWorker } from '../support/processes.ts';
import { longestGap, playPublished } from '../support/published.ts';
import type { RestClient } from '../support/rest-client.ts';

/** Tones and flashes come each second: one may be missing at a kill, two in a row not. */
const gapSeconds = 2.1;

const scope = new Scope('test', silentLog);
let folder: string;
let hub: HubProcess;
let studio: RestClient;
let browser: Browser;

beforeAll(async () => {
  // One worker: it is the one that carries the room, and the room has to wait for another.
  ({ folder, hub, studio, browser } = await openBrowserHub(scope, { RTC_WORKERS: '1' }));
});
afterAll(() => scope.close('tests ended'));

const kill = async (fits: Parameters<typeof findProcess>[1]): Promise<boolean> =>
  process.kill(await findProcess(hub.process.pid, fits), 'SIGKILL');

test('recorder, media worker and ffmpeg are killed: one episode, at most a second lost each time', async () => {
  const { slug, code } = await scheduleSession(studio);
  const { page, problems, until, liveMs, leave } = await goOnAir(browser, studio, hub.origin, {
    code,
  });
  await until(5);
  await kill(hasTakeOpen);
  await until(11);
  await kill(isMediaWorker);
  await until(17);
  await endSession(page);
  const liveSeconds = liveMs() / 1000;
  await leave();
  await kill(isFfmpeg);

  const { takes } = await recordingOf(studio, code, isReady);
  // Three parts of each, without the host doing anything.
  expect(takes.map(({ source }) => source).sort()).toEqual([
    ...Array<string>(3).fill('camera'),
    ...Array<string>(3).fill('microphone'),
  ]);
  expect(problems).toEqual([]);

  const published = await playPublished(studio, { origin: hub.origin, slug, folder });
  const { audioSeconds, videoSeconds, tones, flashes } = published;
  expect(published.items).toBe(1);
  expect(published.complaints).toBe('');
  expect(longestGap(tones, audioSeconds)).toBeLessThan(gapSeconds);
  expect(longestGap(flashes, videoSeconds)).toBeLessThan(gapSeconds);
  expect(Math.abs(audioSeconds - liveSeconds)).toBeLessThan(1.5);
  expect(Math.abs(videoSeconds - audioSeconds)).toBeLessThan(0.1);
});

test('the hub complained about the kills and about nothing else', () => {
  const expected = [
    /^recorder process died$/,
    /^worker process died unexpectedly/,
    /^media worker died$/,
    /^media plane lost, moving the room$/,
    /^step failed, trying again$/,
  ];
  // mediasoup's own word about the pipe of a killed worker, when it was writing or reading just then.
  const allowed = [
    ...expected,
    /^(Producer|Consumer) Channel error: Error: (read ECONNRESET|write EPIPE)/,
  ];
  const told = hub.log().filter(({ level }) => Number(level) >= 40);
  expect(told.filter(({ msg }) => !allowed.some((one) => one.test(String(msg))))).toEqual([]);
  expect(told.length).toBeGreaterThanOrEqual(expected.length);
});
