import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { datesOf, endMs, openPreparing } from '../support/preparing.ts';
import { findFfmpegs } from '../support/video-meters.ts';

/** Turns of the preparer that are late, or whose sound takes long: each still draws. On real takes. */

const scope = new Scope('test', silentLog);
/** Four slices are settled then, and five 40 s later. */
const liveMs = 172_000;
const laterMs = 212_000;
const clock = { type: 'clock', bootId: 'b' };
let site: Awaited<ReturnType<typeof openPreparing>>;
let preparing: Scope;

beforeAll(async () => {
  site = await openPreparing(scope);
});
beforeEach(() => {
  preparing = scope.child('preparing');
});
afterAll(() => scope.close('over'));

test('one of two that waited in line for long takes a whole turn, on its session as it is then', async () => {
  const [first, second] = [await site.goLive(), await site.goLive()];
  for (const live of [first, second]) await site.record(live, liveMs);
  let asked = 0;
  let areRoomsBusy = true;
  const isBusy = (): boolean => {
    asked += 1;
    return areRoomsBusy;
  };
  const { preparer, told } = site.prepare(preparing, { isBusy });
  preparer.begin(first.recordingId);
  await expect.poll(() => asked, { timeout: 20_000 }).toBeGreaterThan(0);
  // It has the turn until its session ends. The other one stands in line long before it has asked three times more.
  preparer.begin(second.recordingId);
  const before = asked;
  await expect.poll(() => asked, { timeout: 20_000 }).toBeGreaterThan(before + 2);
  await site.tell(second, laterMs, clock);
  await preparer.end(first.recordingId);
  areRoomsBusy = false;

  const drawn = async (): Promise<number> => Object.keys(await site.partsOf(second)).length;
  // Three parts, in two sizes each: all in the first turn.
  await expect.poll(drawn, { timeout: 240_000 }).toBeGreaterThanOrEqual(6);
  const heard = told('sound prepared');
  expect(heard).toMatchObject([{ recording: second.recordingId, slices: 5 }]);
  await preparer.end(second.recordingId);
}, 300_000);

test('sound does not wait for a picture that is being drawn', async () => {
  const live = await site.goLive();
  await site.record(live, liveMs);
  const { preparer, told } = site.prepare(preparing);
  preparer.begin(live.recordingId);
  const stopDrawing = async (): Promise<number | undefined> => {
    const [pid] = await findFfmpegs(site.chunksDir(live));
    if (pid !== undefined) process.kill(pid, 'SIGSTOP');
    return pid;
  };
  await expect.poll(stopDrawing, { timeout: 150_000, interval: 10 }).toBeGreaterThan(0);
  expect(told('sound prepared')).toMatchObject([{ slices: 4 }]);
  await site.tell(live, laterMs, clock);
  await expect.poll(() => told('sound prepared'), { timeout: 60_000 }).toHaveLength(2);
  expect(told('sound prepared')[1]).toMatchObject({ slices: 5 });
  const drawn = async () => Object.keys(await site.partsOf(live)).length;
  expect(await drawn()).toBe(0);

  for (const pid of await findFfmpegs(site.chunksDir(live))) process.kill(pid, 'SIGCONT');
  await expect.poll(drawn, { timeout: 60_000 }).toBeGreaterThan(0);
  await preparer.end(live.recordingId);
}, 300_000);

test('voices that stay as they are are heard once, and joined behind an intro, as they are', async () => {
  const file = path.join(site.root, 'intro.flac');
  // prettier-ignore
  await promisify(execFile)('ffmpeg', [
    '-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', 'sine=f=600:d=7.77', '-ac', '2', '-ar', '48000', file,
  ]);
  const intro = { file, durationMs: 7_770 };
  const live = await site.goLive({ cleanVoices: false, intro });
  await site.record(live, liveMs);
  const notesOf = () => datesOf(site.slicesDir(live), /^stem-.*\.json$/);
  let heard: Record<string, string> = {};
  let asked = Promise.resolve();
  const { preparer, told } = site.prepare(preparing, {
    freeBytesOf: async () => {
      // Its sound took so long that the next turn is due before the first part of this one.
      if (Object.keys(heard).length === 0 && Object.keys(await notesOf()).length === 8) {
        heard = await notesOf();
        asked = site.tell(live, laterMs, clock);
      }
      await asked;
      return 1e12;
    },
  });
  preparer.begin(live.recordingId);
  const drawn = async () => Object.keys(await site.partsOf(live)).length;
  await expect.poll(drawn, { timeout: 240_000 }).toBeGreaterThan(0);
  expect(told('sound prepared')[0]).toMatchObject({ slices: 4 });
  await expect.poll(() => told('sound prepared'), { timeout: 120_000 }).toHaveLength(2);
  expect(await notesOf()).toMatchObject(heard);
  expect(Object.keys(await notesOf()).length).toBe(10);
  await preparer.end(live.recordingId);
  const prepared = await site.partsOf(live);

  await site.record(live);
  await site.end(live);
  const { state, episode } = await site.publish(live);
  expect([state, episode?.hlsKey]).toEqual(['ready', expect.any(String)]);
  expect(await site.soundOf(live)).not.toBeNull();
  // 7.77 s are 233.1 frames of the picture.
  expect(Math.abs(episode!.durationMs! - endMs - 7_800)).toBeLessThan(60);
  expect(Math.abs(episode!.loudnessLufs! + 16)).toBeLessThanOrEqual(1);
  expect(await site.partsOf(live)).toMatchObject(prepared);
}, 600_000);
