import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { configureFfmpeg } from '../../media/ffmpeg/ffmpeg-settings.ts';
import { createYieldGate, openGate } from '../../media/ffmpeg/gate.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { endMs, isThere, openPreparing, type Live } from '../support/preparing.ts';
import { findFfmpegs } from '../support/video-meters.ts';

/** Sound and picture of a session made while it goes on, on real takes, and the episode made of it afterwards. */

const scope = new Scope('test', silentLog);
/** Long enough for a turn, with four chunks and four slices settled by then. */
const liveMs = 172_000;
const no = { type: 'consent', granted: false, textVersion: '1' };
let site: Awaited<ReturnType<typeof openPreparing>>;
let preparing: Scope;

beforeAll(async () => {
  site = await openPreparing(scope);
});
beforeEach(() => {
  preparing = scope.child('preparing');
});
afterAll(() => scope.close('over'));

/** Makes the episode. Gives digests of its pictures, by name. */
async function publish(live: Live): Promise<Record<string, string>> {
  const recording = await site.publish(live);
  expect(recording.steps.filter(({ error }) => error !== null)).toEqual([]);
  expect(recording.state).toBe('ready');
  const prefix = path.dirname(recording.episode!.hlsKey!);
  const hashes: Record<string, string> = {};
  for await (const { key } of site.store.list(`${prefix}/`)) {
    const name = key.slice(prefix.length + 1);
    if (!/^(720p|360p|iframes)\//.test(name)) continue;
    const object = await site.store.read(key);
    hashes[name] = createHash('sha256')
      .update(await buffer(object!.body))
      .digest('hex');
  }
  return hashes;
}

test('what was made while it was live is not made again, and the picture is the same to the bit', async () => {
  const live = await site.goLive();
  await site.record(live, liveMs);
  const { preparer, told } = site.prepare(preparing);
  preparer.begin(live.recordingId);
  // The sound comes first.
  await expect.poll(() => told('sound prepared'), { timeout: 150_000 }).toHaveLength(1);
  await expect
    .poll(() => findFfmpegs(site.chunksDir(live)), { timeout: 60_000 })
    .toHaveLength(1);

  // A hub that is stopped in the middle: nobody goes on, and what is whole stays.
  await preparer.end(live.recordingId);
  expect(await findFfmpegs(site.filesOf(live).work)).toEqual([]);
  expect(await isThere(site.filesOf(live).ahead)).toBe(false);

  preparer.begin(live.recordingId);
  await expect.poll(() => told('chunks prepared'), { timeout: 300_000 }).toHaveLength(1);
  expect(told('chunks prepared')[0]).toMatchObject({ chunks: 4 });
  expect(told('sound prepared').at(-1)).toMatchObject({ slices: 4 });
  const slices = await site.slicesOf(live);
  expect(slices).toHaveLength(4);
  const prepared = await site.partsOf(live);
  expect(Object.keys(prepared).length).toBe(2 * Number(told('chunks prepared')[0]!['parts']));
  await preparer.end(live.recordingId);
  expect(await isThere(site.filesOf(live).ahead)).toBe(false);

  await site.record(live);
  await site.end(live);
  const made = await publish(live);
  expect(await site.partsOf(live)).toMatchObject(prepared);
  expect(Object.keys(await site.partsOf(live)).length).toBeGreaterThan(
    Object.keys(prepared).length,
  );
  expect(told('not prepared for now')).toEqual([]);
  expect(await site.soundOf(live)).not.toBeNull();
  const { episode } = await site.database.prisma.recording.findUniqueOrThrow({
    where: { recordingId: live.recordingId },
    include: { episode: true },
  });
  expect(Math.abs(episode!.loudnessLufs! + 16)).toBeLessThanOrEqual(1);
  expect(episode!.truePeakDbtp!).toBeLessThanOrEqual(-1);
  expect(Math.abs(episode!.durationMs! - endMs)).toBeLessThan(60);

  // Once more with nothing prepared: what was is made anew, of the takes as they are at the end.
  const { work } = site.filesOf(live);
  for (const name of Object.keys(prepared)) await rm(path.join(site.chunksDir(live), name));
  for (const step of ['chunks', 'package', 'publish-video']) {
    await rm(path.join(work, `${step}.json`));
  }
  await site.database.prisma.recording.update({
    where: { recordingId: live.recordingId },
    data: { state: 'processing' },
  });
  const again = await publish(live);
  expect(Object.keys(again).length).toBeGreaterThan(50);
  expect(again).toEqual(made);
  expect(Object.keys(await site.partsOf(live))).toEqual(
    expect.arrayContaining(Object.keys(prepared)),
  );
}, 900_000);

test('who takes their consent back leaves nothing that was made of them', async () => {
  const live = await site.goLive();
  await site.record(live, liveMs);
  const { preparer } = site.prepare(preparing);
  preparer.begin(live.recordingId);
  const parts = async () => Object.keys(await site.partsOf(live));
  // The first is the card with the titles, which shows nobody.
  await expect.poll(parts, { timeout: 210_000 }).toHaveLength(2);
  const card = await parts();
  await expect.poll(async () => (await parts()).length, { timeout: 60_000 }).toBeGreaterThan(2);
  expect((await site.slicesOf(live)).length).toBeGreaterThan(0);
  await site.tell(live, liveMs, { ...no, peerId: 'ani' });
  await preparer.end(live.recordingId);
  expect(await parts()).toEqual(card);
  expect(await site.slicesOf(live)).toEqual([]);
  expect(await site.heardOf(live)).toEqual(['budi']);
  expect(await isThere(site.filesOf(live).ahead)).toBe(false);
}, 600_000);

test('also while live rooms need the machine, and nothing may be drawn', async () => {
  const live = await site.goLive();
  await site.record(live, liveMs);
  let areRoomsBusy = false;
  let asked = 0;
  const isBusy = (): boolean => {
    asked += Number(areRoomsBusy);
    return areRoomsBusy;
  };
  const { preparer, told } = site.prepare(preparing, { isBusy });
  preparer.begin(live.recordingId);
  await expect.poll(() => told('sound prepared'), { timeout: 300_000 }).toHaveLength(1);
  areRoomsBusy = true;
  const drawing = (): Promise<number[]> => findFfmpegs(site.chunksDir(live));
  await expect.poll(drawing, { timeout: 60_000 }).toEqual([]);
  // Another turn is due, and waits for them as well.
  await site.tell(live, liveMs + 40_000, { type: 'clock', bootId: 'b' });
  const before = asked;
  await expect.poll(() => asked, { timeout: 20_000 }).toBeGreaterThan(before + 3);
  await site.tell(live, liveMs + 40_000, { ...no, peerId: 'ani' });
  await expect.poll(() => site.slicesOf(live), { timeout: 20_000 }).toEqual([]);
  await expect.poll(() => site.heardOf(live)).toEqual(['budi']);
  expect(await isThere(site.filesOf(live).ahead)).toBe(false);
  await preparer.end(live.recordingId);
}, 600_000);

test('what does not show who takes their consent back stays, and the rest is made again while it is live', async () => {
  const live = await site.goLive();
  await site.record(live, liveMs);
  const { preparer, told } = site.prepare(preparing);
  preparer.begin(live.recordingId);
  await expect.poll(() => told('chunks prepared'), { timeout: 300_000 }).toHaveLength(1);
  const before = await site.partsOf(live);
  await site.tell(live, liveMs, { ...no, peerId: 'budi' });
  await expect.poll(() => told('chunks prepared'), { timeout: 300_000 }).toHaveLength(2);
  const after = await site.partsOf(live);
  const stayed = Object.keys(before).filter((name) => after[name] === before[name]);
  // Cards, and Ani alone before Budi came.
  expect(stayed.length).toBeGreaterThan(0);
  expect(stayed.length).toBeLessThan(Object.keys(before).length);
  expect(Object.keys(after).length).toBe(2 * Number(told('chunks prepared')[1]!['parts']));
  expect(await site.heardOf(live)).toEqual(['ani']);
  expect(await site.slicesOf(live)).toHaveLength(4);
  await preparer.end(live.recordingId);

  await site.record(live);
  await site.tell(live, endMs, { ...no, peerId: 'budi' });
  await site.end(live);
  await publish(live);
  expect(await site.partsOf(live)).toMatchObject(after);
  expect(await site.soundOf(live)).not.toBeNull();
}, 900_000);

test('a disk that is short gets all of it back', async () => {
  const live = await site.goLive();
  await site.record(live, liveMs);
  let looks = 0;
  const { preparer, told } = site.prepare(preparing, {
    reserveBytes: 1_000_000,
    freeBytesOf: () => Promise.resolve((looks += 1) > 2 ? 1_999_999 : 1e12),
  });
  preparer.begin(live.recordingId);
  await expect
    .poll(() => told('nothing is prepared of this session'), { timeout: 60_000 })
    .toHaveLength(1);
  expect(looks).toBe(3);
  expect(await site.partsOf(live)).toEqual({});
  expect(await isThere(site.filesOf(live).ahead)).toBe(false);
}, 120_000);

test('what stands still because the disk is short goes, too', async () => {
  let isShort = false;
  configureFfmpeg({ gate: createYieldGate({ isBusy: () => false, isShort: () => isShort }) });
  try {
    const live = await site.goLive();
    await site.record(live, liveMs);
    const { preparer, told } = site.prepare(preparing);
    preparer.begin(live.recordingId);
    await expect
      .poll(async () => (await site.slicesOf(live)).length, { timeout: 60_000 })
      .toBeGreaterThan(0);
    isShort = true;
    await expect
      .poll(() => told('nothing is prepared of this session'), { timeout: 20_000 })
      .toHaveLength(1);
    expect(await isThere(site.slicesDir(live))).toBe(false);
    expect(await site.partsOf(live)).toEqual({});
    expect(await findFfmpegs(site.filesOf(live).work)).toEqual([]);
  } finally {
    configureFfmpeg({ gate: openGate });
  }
}, 120_000);

test('while rooms are busy nothing begins; a practice is left alone', async () => {
  const live = await site.goLive();
  await site.record(live, liveMs);
  let asked = 0;
  const isBusy = (): boolean => (asked += 1) > 0;
  const { preparer, told } = site.prepare(preparing, { isBusy });
  preparer.begin(live.recordingId);
  await expect.poll(() => asked, { timeout: 20_000 }).toBeGreaterThan(1);
  expect(await isThere(site.filesOf(live).ahead)).toBe(false);
  await preparer.end(live.recordingId);

  const practice = await site.goLive({ practiceOfId: live.sessionId });
  await site.record(practice, liveMs);
  preparer.begin(practice.recordingId);
  await expect
    .poll(() => told('nothing is prepared of this session'), { timeout: 20_000 })
    .toMatchObject([{ recording: practice.recordingId }]);
});
