import { setTimeout as delay } from 'node:timers/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tellStory } from '../../media/capture/session-story.ts';
import { readTimeline } from '../../media/capture/timeline-log.ts';
import { remuxRecording } from '../../media/capture/remux-recording.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { copiedRung } from '../../media/plan/copy-entries.ts';
import { makingBitsPerSecond } from '../../media/plan/making-space.ts';
import { bytesIn } from '../../media/steps/bytes-in.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { promisedBytesPerHour } from '../../server/protocol/data-mode.ts';
import type { RecordingInfo } from '../../server/protocol/rest.ts';
import { recordedBitsPerSecond, spaceMargin } from '../../server/recordings/forecast-space.ts';
import { launchBrowser, newPerson } from '../support/browser.ts';
import { endSession, enterRoom, goLive, goOnStage } from '../support/journeys.ts';
import { isReady, recordingOf, scheduleSession } from '../support/live-session.ts';
import { durationOf, strictErrors } from '../support/measure.ts';
import { openMeteredRoom, type MeteredRoom } from '../support/metered-room.ts';
import { fetchPublished } from '../support/published.ts';
import { peakBytes } from '../support/space-used.ts';
import { watchToEnd } from '../support/watch-episode.ts';

/** What a session in broadcast mode leaves to the pipeline, and what it costs those who listen. */

/** Until an encoder has found that its line carries the full size. */
const recordedMs = 12_000;

const scope = new Scope('test', silentLog);
let room: MeteredRoom;
/** Of the room's session, which is over. */
let camera: RemuxedTake & { recordingId: string };

beforeAll(async () => {
  room = await openMeteredRoom(scope, { broadcast: true });
});
afterAll(() => scope.close('tests ended'));

/** The one camera of a session that is over, as the pipeline reads it. */
async function recordedCamera(
  code: string,
  page: Page,
): Promise<RemuxedTake & { recordingId: string }> {
  await endSession(page);
  const isOver = ({ state }: RecordingInfo): boolean => state !== 'recording';
  const { recordingId } = await recordingOf(room.studio, code, isOver);
  const { takes } = await remuxRecording({
    files: recordingFiles(path.join(room.dataDir, 'recordings'), recordingId),
    outDir: path.join(room.dataDir, 'read', recordingId),
    ...{ sources: ['camera'], signal: AbortSignal.timeout(60_000) },
    ...{ onProgress: () => undefined, log: silentLog },
  });
  expect(takes).toHaveLength(1);
  return { ...takes[0]!, recordingId };
}

const gapsMs = ({ keyframesMs, lastMs }: RemuxedTake): number[] =>
  [...keyframesMs, lastMs].slice(1).map((at, index) => at - keyframesMs[index]!);

test.each(['full', 'light'] as const)('%s costs what was promised', async (dataMode) => {
  const { page, enter, bytesPerHour, close } = await room.listener(dataMode);
  await enter();
  await page.locator('.tile video').waitFor();
  const share =
    (await bytesPerHour()) / promisedBytesPerHour({ dataMode, isSmallScreen: true });
  expect(share).toBeGreaterThan(0.85);
  expect(share).toBeLessThan(1.15);
  const seconds = (): Promise<number> =>
    page.locator('.tile video').evaluate((video) => (video as HTMLVideoElement).currentTime);
  const before = await seconds();
  await expect.poll(seconds, { timeout: 15_000 }).toBeGreaterThan(before);
  await close();
});

test('its camera is kept in H.264, with a keyframe every two seconds', async () => {
  const take = (camera = await recordedCamera(room.code, room.host));
  expect(take.codec).toBe('h264');
  expect(take.keyframesMs.length).toBeGreaterThan(15);
  expect(Math.max(...gapsMs(take))).toBeLessThan(2_500);
  // An episode could take them over: see copyEntries.
  const full = take.sizes.findLast(({ width }) => width === 1_280);
  const groups = take.groups!.filter(({ fromMs }) => fromMs >= full!.fromMs);
  expect(groups.length).toBeGreaterThan(10);
  expect(groups.filter(({ form }) => form === undefined)).toEqual([]);
  const mostBytes = (copiedRung.maxBitrate / 8) * 2.1;
  expect(Math.max(...groups.map(({ bytes }) => bytes))).toBeLessThan(mostBytes);
});

test('its takes and all that is made of them need the disk that was estimated', async () => {
  const { code, studio, dataDir } = room;
  const files = recordingFiles(path.join(dataDir, 'recordings'), camera.recordingId);
  const ready = recordingOf(studio, code, isReady);
  const made = await peakBytes(ready, files.work, path.join(dataDir, 'objects'));
  const { events } = await readTimeline(files.timeline);
  const { zeroUs = 0, ranges } = tellStory(events);
  const seconds = (ranges.at(-1)!.toUs - zeroUs) / 1_000_000;
  const recordedBits = (8 * (await bytesIn(files.takes))) / seconds;
  // One person without a screen; the forecast leaves room for what goes round the media.
  const asked = recordedBitsPerSecond(1) - recordedBitsPerSecond(0);
  const making = makingBitsPerSecond({ people: 1, recordedBits }, { keepsObjects: true });
  expect(recordedBits).toBeLessThan(spaceMargin * asked);
  expect(recordedBits).toBeGreaterThan(0.4 * asked);
  // A film on a large screen would fill all of it; a head that talks is a third.
  expect((8 * made) / seconds).toBeLessThan(making);
  expect((8 * made) / seconds).toBeGreaterThan(making / 6);
});

/** A session in which somebody is alone on stage, of whose room it was said only there what it sends. */
async function sendAlone(broadcast: boolean, recordedMs: number) {
  const browser = await launchBrowser();
  scope.defer('speaker', () => browser.close());
  const { slug, code } = await scheduleSession(room.studio);
  const { page, context } = await newPerson(browser);
  await context.addCookies(room.studio.browserCookies());
  await enterRoom(page, `${room.origin}/a/${code}`);
  await goOnStage(page, { consent: true });
  await room.studio.ok('PATCH', `/api/studio/sessions/${code}`, { broadcast });
  await goLive(page);
  await delay(recordedMs);
  const sent = await recordedCamera(code, page);
  await browser.close();
  return { slug, code, camera: sent };
}

test('any other room sends VP8', async () => {
  const { camera: take } = await sendAlone(false, recordedMs);
  expect(take.codec).toBe('vp8');
  expect(take.sizes.at(-1)).toMatchObject({ width: 1280, height: 720 });
});

test('switched in the green room, cameras are sent anew, at full size, and the episode takes them over', async () => {
  const { slug, code, camera: take } = await sendAlone(true, 2 * recordedMs);
  expect(take.codec).toBe('h264');
  expect(take.sizes.at(-1)).toMatchObject({ width: 1280, height: 720 });

  const { studio, origin, dataDir, hub } = room;
  const { recordingId, episode } = await recordingOf(studio, code, isReady);
  const [told, ...more] = hub
    .log()
    .filter((line) => line['recording'] === recordingId && 'copiedSeconds' in line);
  expect(more).toEqual([]);
  const { hls } = await fetchPublished(studio, { origin, slug, folder: dataDir });
  const seconds = await durationOf(hls);
  // But for the time until its encoder had found that the line carries the full size.
  expect(told!['copiedSeconds'], JSON.stringify(told)).toBeGreaterThan(0.5 * seconds);

  const browser = await launchBrowser({ grantDevices: false });
  scope.defer('viewer', () => browser.close());
  const { page, problems } = await newPerson(browser);
  const url = origin + (episode?.url ?? '');
  const { atSeconds, ...watched } = await watchToEnd(page, url, { quality: '720p' });
  expect(watched).toMatchObject({ height: 720, failures: [] });
  expect(problems).toEqual([]);
  expect(Math.abs(atSeconds - seconds)).toBeLessThan(0.2);
  expect(await strictErrors(new URL('720p/index.m3u8', hls).href)).toBe('');
});
