import { expect, test } from 'vitest';
import { sampleRate } from './audio-stem.ts';
import { aacFrames, mp3Frames, planSlices, sliceMs, unitMs } from './sound-grid.ts';

test('a unit is whole samples and whole frames of both encoders', () => {
  expect((unitMs * sampleRate) / 1_000).toBe(aacFrames.unit * 1_024);
  expect((unitMs * 44_100) / 1_000).toBe(mp3Frames.unit * 1_152);
  expect(sliceMs / unitMs).toBe(aacFrames.slice / aacFrames.unit);
});

test('slices follow each other without a gap, and are encoded beyond their borders', () => {
  const slices = planSlices(100_000);
  expect(slices.map(({ own }) => own)).toEqual([
    { fromMs: 0, toMs: 32_000 },
    { fromMs: 32_000, toMs: 64_000 },
    { fromMs: 64_000, toMs: 96_000 },
    { fromMs: 96_000, toMs: 100_000 },
  ]);
  expect(slices[1]).toMatchObject({
    encoded: { fromMs: 32_000 - unitMs, toMs: 64_000 + unitMs },
    rendered: { fromMs: 32_000 - 3 * unitMs, toMs: 64_000 + unitMs },
  });
  expect(slices[0]!.rendered.fromMs).toBe(0);
  expect(slices[3]!.rendered.toMs).toBe(100_000);
  for (const { encoded } of slices) expect((encoded.fromMs / unitMs) % 1).toBe(0);
});

test('as a session goes on, slices that ended a unit ago stay as they are', () => {
  expect(planSlices(200_000).slice(0, 3)).toEqual(planSlices(96_000 + unitMs).slice(0, 3));
  expect(planSlices(200_000)[2]).not.toEqual(planSlices(96_000)[2]);
});
