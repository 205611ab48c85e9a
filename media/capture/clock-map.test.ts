import { expect, test } from 'vitest';
import {
  buildClockMap,
  guessClockMap,
  workerOffsetUs,
  type DatedReport,
  type PacketJump,
} from './clock-map.ts';

const clockRate = 48_000;
/** The worker's wall clock is this far ahead of CLOCK_MONOTONIC. */
const wallUs = 1_700_000_000_000_000;
/** CLOCK_MONOTONIC of the first sample. */
const startUs = 5_000_000_000;

type Track = {
  seconds: number;
  /** True time of the sample that the track calls `s`, both in s since the start. */
  trueTime?: (s: number) => number;
  /** How wrong a report's idea of that time is, in µs. */
  error?: (s: number) => number;
  everySeconds?: number;
};

/** Reports as mediasoup would send them, the first after one period. */
function reportsOf({
  seconds,
  trueTime = (s) => s,
  error = () => 0,
  everySeconds = 1,
}: Track): DatedReport[] {
  const reports: DatedReport[] = [];
  for (let s = everySeconds; s <= seconds; s += everySeconds) {
    const monoUs = startUs + trueTime(s) * 1e6;
    reports.push({
      rtpTs: s * clockRate,
      ntpUs: monoUs + wallUs + error(s),
      monoUs: monoUs + 200,
      packets: 50 * s,
    });
  }
  return reports;
}

function mapOf(track: Track, jumps: PacketJump[] = []) {
  const reports = reportsOf(track);
  const map = buildClockMap({ clockRate, reports, jumps, offsetUs: -wallUs });
  /** How far, in ms, a sample is put from where it truly was. */
  const missBy = (s: number) =>
    (map.toMonoUs(s * clockRate) - startUs) / 1000 - (track.trueTime ?? ((t) => t))(s) * 1000;
  return { map, missBy };
}

test('a steady clock is followed exactly, also before the first report and after the last', () => {
  const { map, missBy } = mapOf({ seconds: 20 });
  for (const s of [0, 0.5, 1, 10.25, 20, 23]) expect(missBy(s)).toBeCloseTo(0, 3);
  expect(map.steps).toEqual([]);
  expect(map.driftPpm).toBe(0);
});

test.each([200, -200])('two hours at %i ppm end within 20 ms', (ppm) => {
  const speed = 1 + ppm / 1e6;
  const { map, missBy } = mapOf({
    seconds: 7_200,
    trueTime: (s) => s / speed,
    everySeconds: 5,
  });
  for (let s = 0; s <= 7_205; s += 60) expect(Math.abs(missBy(s))).toBeLessThan(20);
  expect(map.driftPpm).toBeCloseTo(ppm, 0);
});

test('reports that waver do not move the picture', () => {
  const { missBy } = mapOf({ seconds: 60, error: (s) => (s % 7 === 0 ? 60_000 : 0) });
  for (let s = 0; s < 60; s += 0.5) expect(Math.abs(missBy(s))).toBeLessThan(1);
});

test('a stall of the capture is cut at the packet that came too late', () => {
  // Sound stops for 3 s at second 10, and its timestamps go on as if nothing had happened.
  const trueTime = (s: number) => (s < 10 ? s : s + 3);
  const cut: PacketJump = { rtpTs: 10 * clockRate, monoUs: startUs + 13e6, excessUs: 3e6 };
  const jitter: PacketJump = { rtpTs: 8 * clockRate, monoUs: startUs + 8e6, excessUs: 120_000 };
  const { map, missBy } = mapOf({ seconds: 20, trueTime }, [jitter, cut]);
  for (const s of [5, 9.98, 10, 10.02, 19]) expect(Math.abs(missBy(s))).toBeLessThan(1);
  expect(map.steps).toHaveLength(1);
  expect(map.steps[0]!.stepUs).toBeCloseTo(3e6, -2);
});

test('a stall shows in reports only seconds later, and is still cut where it was', () => {
  const trueTime = (s: number) => (s < 10 ? s : s + 3);
  // Until the sender reports again at second 14, mediasoup goes on with the old mapping.
  const error = (s: number) => (s >= 10 && s < 14 ? -3e6 : 0);
  const cut: PacketJump = { rtpTs: 10 * clockRate, monoUs: startUs + 13e6, excessUs: 3e6 };
  const { missBy } = mapOf({ seconds: 30, trueTime, error }, [cut]);
  for (const s of [9, 10.5, 15, 29]) expect(Math.abs(missBy(s))).toBeLessThan(1);
});

test('several stalls in one take', () => {
  const trueTime = (s: number) => s + (s >= 10 ? 2 : 0) + (s >= 40 ? 1.5 : 0);
  const jumps = [
    { rtpTs: 10 * clockRate, monoUs: startUs + 12e6, excessUs: 2e6 },
    { rtpTs: 40 * clockRate, monoUs: startUs + 43.5e6, excessUs: 1.5e6 },
  ];
  const { map, missBy } = mapOf({ seconds: 60, trueTime }, jumps);
  for (const s of [9, 11, 39.9, 40.1, 59]) expect(Math.abs(missBy(s))).toBeLessThan(1);
  expect(map.steps.map(({ stepUs }) => Math.round(stepUs / 1000))).toEqual([2_000, 1_500]);
});

test('the first reports date by arrival, which the later ones put right backwards', () => {
  // 380 ms on the way, known to mediasoup from second 3 on.
  const { map, missBy } = mapOf({ seconds: 6, error: (s) => (s < 3 ? 380_000 : 0) });
  for (const s of [0, 1, 2.5, 5]) expect(Math.abs(missBy(s))).toBeLessThan(1);
  expect(map.steps).toEqual([]);
});

test('a wall clock that is set for a while moves nothing', () => {
  const error = (s: number) => (s >= 20 && s < 24 ? 3_600e6 : 0);
  const { map, missBy } = mapOf({ seconds: 60, error });
  for (const s of [1, 21, 30, 59]) expect(Math.abs(missBy(s))).toBeLessThan(1);
  expect(map.steps).toEqual([]);
});

type Silent = {
  ppm: number;
  /** What reports of a silence say: nothing, the true time, or the last packet's and as much as a perfect clock went on. */
  silence: 'no report' | 'honest' | 'counted on';
  /** How long after a report packets come again. */
  leadS?: number;
  /** How long they then come. */
  againS?: number;
};

/** How far off, in ms, the packets of a track that is silent for five minutes are put. A report comes each second. */
function missesOf({ ppm, silence, leadS = 0.5, againS = 8 }: Silent) {
  const speed = 1 + ppm / 1e6;
  const [silentAt, backAt] = [60, 360];
  const sent = (from: number, to: number) =>
    Array.from({ length: Math.round((to - from) * 10) }, (_, n) => from + n / 10);
  const packets = [...sent(0, silentAt), ...sent(backAt, backAt + againS)];
  const reports: DatedReport[] = [];
  for (let at = 1 - leadS; at <= backAt + againS; at += 1) {
    const came = packets.filter((s) => s <= at);
    const last = came.at(-1)!;
    if (silence === 'no report' && at - last > 2) continue;
    const rtpSeconds = silence === 'honest' ? at * speed : last * speed + (at - last);
    const monoUs = startUs + at * 1e6;
    reports.push({
      ...{ rtpTs: rtpSeconds * clockRate, ntpUs: monoUs + wallUs },
      ...{ monoUs: monoUs + 200, packets: came.length },
    });
  }
  const map = buildClockMap({ clockRate, reports, jumps: [], offsetUs: -wallUs });
  const missed = packets.map((s) =>
    Math.abs((map.toMonoUs(s * speed * clockRate) - startUs) / 1_000 - s * 1_000),
  );
  return { map, worstMs: Math.max(...missed) };
}

const silences = ['no report', 'honest', 'counted on'] as const;
test.each(
  silences.flatMap((silence) =>
    [200, -200].flatMap((ppm) => [0.01, 0.5, 0.99].map((leadS) => ({ silence, ppm, leadS }))),
  ),
)('five minutes without a packet shift nothing: $silence, $ppm ppm, $leadS s', (silent) => {
  const { map, worstMs } = missesOf(silent);
  expect(worstMs).toBeLessThan(1);
  expect(map.steps).toEqual([]);
  expect(map.driftPpm).toBeCloseTo(silent.ppm, -0.5);
});

test('what comes after a silence, with no report after it, is dated by the honest ones of the silence', () => {
  const { worstMs } = missesOf({ ppm: 200, silence: 'honest', againS: 0.4 });
  expect(worstMs).toBeLessThan(1);
});

test('the fastest report of a worker tells its clock', () => {
  const reports = [
    { ntpUs: wallUs + 10, rtpTs: 0, monoUs: 4_010, packets: 1 },
    { ntpUs: wallUs + 20, rtpTs: 0, monoUs: 250, packets: 1 },
  ];
  expect(workerOffsetUs(reports)).toBe(230 - wallUs);
  expect(workerOffsetUs([])).toBeUndefined();
});

test('a worker’s clock is final after its first minute, and by no fewer than three reports', () => {
  const report = (second: number, lateUs: number) => ({
    ntpUs: wallUs + second * 1e6,
    rtpTs: 0,
    monoUs: second * 1e6 + lateUs,
    packets: 1,
  });
  const firstMinute = [report(0, 250), report(5, 90), report(60, 120)];
  expect(workerOffsetUs(firstMinute)).toBe(90 - wallUs);
  expect(workerOffsetUs([report(7_000, 20), ...firstMinute, report(61, 10)])).toBe(90 - wallUs);
  expect(workerOffsetUs([report(0, 250), report(70, 130)])).toBe(130 - wallUs);
  expect(workerOffsetUs([report(0, 250), report(70, 130), report(140, 40)])).toBe(40 - wallUs);
});

test('without reports the fastest packet dates the others', () => {
  expect(guessClockMap(clockRate, 1_000).toMonoUs(clockRate)).toBe(1_001_000);
});
