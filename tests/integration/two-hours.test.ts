import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RemuxedRecording } from '../../media/capture/remux-recording.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { measureEnd } from '../support/long-session-end.ts';
import {
  apartOf,
  followLong,
  lastBeepsOf,
  offsetsOf,
  remuxLong,
  writeLongSession,
  type LongSession,
  type LongTake,
} from '../support/long-session.ts';
import { pairOffsetsMs } from '../support/measure.ts';
import { makeRecordingsDir } from '../support/test-recordings.ts';

/**
 * Two hours of eight people whose clocks are up to 200 ppm off, with thirty interruptions: as logs, written in seconds.
 * Each second everyone beeps and their camera flashes; they pause in between, as voices do, and are in little light.
 * `npm run bench -- hours` sends sound without pauses, and makes everyone's stem.
 */
const plan = { seconds: 7_200, people: 8, interruptions: 30, isWhole: false };
/** What sound, pictures and time may be apart. */
const mostMs = 20;
const scope = new Scope('test', silentLog);
let session: LongSession;
let remuxed: RemuxedRecording;
let heapMb: number[];
/** By take. */
const offsets = new Map<LongTake, number[]>();

beforeAll(async () => {
  session = await writeLongSession(await makeRecordingsDir(scope), plan);
  ({ remuxed, heapMb } = await remuxLong(session));
  for (const take of session.takes) offsets.set(take, await offsetsOf(remuxed, take));
}, 300_000);
afterAll(() => scope.close('done'));

test('two hours with thirty interruptions: everything is within 20 ms of its time, to the end', () => {
  expect(remuxed.durationMs).toBe(session.durationMs);
  // Everyone's camera and microphone, and again after each of twenty interruptions.
  expect(session.takes).toHaveLength(2 * (plan.people + 20));
  expect(remuxed.takes).toHaveLength(session.takes.length);
  for (const [{ takeId }, ofTake] of offsets) {
    expect(ofTake.length).toBeGreaterThan(100);
    expect(Math.max(...ofTake), takeId).toBeLessThanOrEqual(mostMs);
    expect(Math.min(...ofTake), takeId).toBeGreaterThanOrEqual(-mostMs);
  }
});

test('everyone’s pictures are within 20 ms of what they say, to the end', () => {
  for (const peerId of new Set(session.takes.map((take) => take.peerId))) {
    const apart = apartOf(session, peerId, offsets);
    // But for four interruptions at most, each of a few seconds.
    expect(apart.length, peerId).toBeGreaterThan(plan.seconds - 20);
    expect(Math.max(...apart.map(Math.abs)), peerId).toBeLessThanOrEqual(mostMs);
  }
});

test('the last 24 seconds are drawn and heard in step', async () => {
  const seen = await measureEnd(session, remuxed);
  // One large and five beside: that is how many a picture shows.
  expect(seen).toHaveLength(6);
  for (const { peerId, flashesMs, beepsMs } of seen) {
    const apart = pairOffsetsMs(
      beepsMs.map((ms) => ms / 1_000),
      flashesMs.map((ms) => ms / 1_000),
    );
    expect(apart.length, peerId).toBeGreaterThanOrEqual(22);
    expect(Math.max(...apart.map(Math.abs)), peerId).toBeLessThanOrEqual(mostMs);
    const late = flashesMs.map((ms) => ms - 1_000 * Math.round(ms / 1_000));
    expect(Math.max(...late.map(Math.abs)), peerId).toBeLessThanOrEqual(mostMs);
  }
}, 120_000);

/** What is being read and written; all packets together would be a hundred megabytes. */
const inHandMb = 32;

test('two hours hold no more memory than their first minutes', () => {
  const [, first = 0, ...later] = heapMb;
  expect(later.length).toBeGreaterThanOrEqual(8);
  expect(Math.max(...later) - first).toBeLessThan(inHandMb);
});

test('who follows them while they are live holds little more', async () => {
  const { followed, heapMb: held } = await followLong(session, 4_000);
  expect(followed?.takes).toHaveLength(session.takes.length);
  const [, first = 0, ...later] = held;
  expect(later.length).toBeGreaterThanOrEqual(8);
  // Besides, where each cluster of its files begins.
  expect(Math.max(...later) - first).toBeLessThan(1.5 * inHandMb);
}, 240_000);

test('the stem of the slowest clock beeps on the second in its last minute', async () => {
  const beeps = await lastBeepsOf(session, remuxed, 'peer-0');
  expect(beeps.length).toBeGreaterThanOrEqual(58);
  for (const offset of beeps) expect(Math.abs(offset)).toBeLessThanOrEqual(mostMs);
}, 240_000);
