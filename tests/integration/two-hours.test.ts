import { afterAll, beforeAll, expect, test } from 'vitest';
import { LogBlock, recordKind } from '../../media/capture/rtp-log.ts';
import type { RemuxedRecording } from '../../media/capture/remux-recording.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { bitrates } from '../../server/protocol/data-mode.ts';
import { forecastSpace } from '../../server/recordings/forecast-space.ts';
import {
  lastBeepsOf,
  offsetsOf,
  remuxLong,
  writeLongSession,
  type LongSession,
} from '../support/long-session.ts';
import { makeRecordingsDir } from '../support/test-recordings.ts';

/**
 * Two hours of eight people whose clocks are up to 200 ppm off, with thirty interruptions: as logs, written in seconds.
 * Everyone beeps each second and pauses in between, as voices do; `npm run bench -- hours` sends without pauses, and makes
 * everyone's stem.
 */
const plan = { seconds: 7_200, people: 8, interruptions: 30, isWhole: false };
const scope = new Scope('test', silentLog);
let session: LongSession;
let remuxed: RemuxedRecording;
let heapMb: number[];

beforeAll(async () => {
  session = await writeLongSession(await makeRecordingsDir(scope), plan);
  ({ remuxed, heapMb } = await remuxLong(session));
});
afterAll(() => scope.close('done'));

test('two hours with thirty interruptions: everything is within 20 ms of its time, to the end', async () => {
  expect(remuxed.durationMs).toBe(session.durationMs);
  expect(session.takes).toHaveLength(plan.people + 20);
  expect(remuxed.takes).toHaveLength(session.takes.length);
  for (const take of session.takes) {
    const offsets = await offsetsOf(remuxed, take);
    expect(offsets.length).toBeGreaterThan(100);
    expect(Math.max(...offsets), take.takeId).toBeLessThanOrEqual(20);
    expect(Math.min(...offsets), take.takeId).toBeGreaterThanOrEqual(-20);
  }
});

/** What is being read and written; all packets together would be a hundred megabytes. */
const inHandMb = 32;

test('two hours hold no more memory than their first minutes', () => {
  const [, first = 0, ...later] = heapMb;
  expect(later.length).toBeGreaterThanOrEqual(8);
  expect(Math.max(...later) - first).toBeLessThan(inHandMb);
});

test('the stem of the slowest clock beeps on the second in its last minute', async () => {
  const beeps = await lastBeepsOf(session, remuxed, 'peer-0');
  expect(beeps.length).toBeGreaterThanOrEqual(58);
  for (const offset of beeps) expect(Math.abs(offset)).toBeLessThanOrEqual(20);
}, 240_000);

test('two hours at the rates that are asked for need the disk that was estimated', () => {
  const bytesASecond = written('voice', 50) + written('fullCamera', 180);
  const screen = written('fullScreen', 200) + written('screenSound', 50);
  const bytes = plan.seconds * (plan.people * bytesASecond + screen);
  const { minutes } = forecastSpace(
    { plannedMinutes: 120, people: plan.people, pastMinutes: 0 },
    { freeBytes: bytes, reserveBytes: 0, makingBits: () => 0 },
  );
  // With what was truly written the estimate has room for less than two hours, and for not much less.
  expect(minutes).toBeLessThanOrEqual(120);
  expect(minutes).toBeGreaterThan(96);
});

/** What a second of a source is in its log: so many packets, flushed five times. */
function written(source: keyof typeof bitrates, packets: number): number {
  const rtpHead = 12;
  const block = new LogBlock();
  let bytes = 0;
  for (let n = 0; n < packets; n += 1) {
    const payload = Math.round(bitrates[source] / 8 / packets);
    block.add(recordKind.rtp, 1, Buffer.alloc(rtpHead + payload));
    if (n % (packets / 5) === 0) bytes += block.seal(1).length;
  }
  return bytes + block.seal(1).length;
}
