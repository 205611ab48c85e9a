import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { silenceFilters } from '../../media/plan/silence.ts';

/** Where a person is silenced, by themselves or by a host, their sound neither stops nor begins at once: that clicks. */

const rate = 48_000;
/** 997 Hz at 0.5: between two samples it moves by this much itself. */
const ownStep = 0.5 * 2 * Math.PI * (997 / rate);

async function render(filters: readonly string[]): Promise<Float32Array> {
  const tone = `aevalsrc='0.5*sin(2*PI*997*t)':s=${rate}:d=3`;
  // prettier-ignore
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    ['-v', 'error', '-f', 'lavfi', '-i', tone, '-af', [...filters, 'anull'].join(','), '-f', 'f32le', '-'],
    { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 },
  );
  return new Float32Array(stdout.buffer, stdout.byteOffset, stdout.length / 4);
}
const largestStep = (samples: Float32Array): number =>
  samples.reduce(
    (most, value, at) => Math.max(most, Math.abs(value - (samples[at - 1] ?? 0))),
    0,
  );
const peak = (samples: Float32Array): number =>
  samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const at = (samples: Float32Array, fromMs: number, toMs: number): Float32Array =>
  samples.subarray((fromMs * rate) / 1_000, (toMs * rate) / 1_000);

test.each([
  { of: 'in the middle', stretch: { fromMs: 1_000.3, toMs: 2_000.3 }, from: 0 },
  // As a stem is made: its sound begins and ends inside.
  { of: 'later on its clock', stretch: { fromMs: 61_000.3, toMs: 62_000.3 }, from: 60_000 },
])('a stretch $of is silent, with a fade at either edge', async ({ stretch, from }) => {
  const samples = await render(silenceFilters([stretch], from, from + 3_000));
  expect(samples.length).toBe(3 * rate);
  expect(peak(at(samples, 1_015, 1_995))).toBe(0);
  expect(peak(at(samples, 0, 980))).toBeGreaterThan(0.49);
  expect(peak(at(samples, 2_030, 3_000))).toBeGreaterThan(0.49);
  expect(largestStep(samples)).toBeLessThan(ownStep * 1.05);
});

test('cut off without fades, the same sound does step', async () => {
  const samples = await render([`volume=0:enable='between(t,1.0003,2.0003)'`]);
  expect(largestStep(samples)).toBeGreaterThan(ownStep * 1.5);
});
