import { expect, test } from 'vitest';
import { sampleRate } from './audio-stem.ts';
import { framesPerUnit, planSlices, unitMs } from './sound-grid.ts';

test('a unit is whole samples and whole frames of both encoders', () => {
  expect((unitMs * sampleRate) / 1_000).toBe(framesPerUnit.aac * 1_024);
  expect((unitMs * 44_100) / 1_000).toBe(framesPerUnit.mp3 * 1_152);
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
  expect(slices.map(({ heard }) => heard)).toEqual(slices.map(({ own }) => own));
});

test('between clips, slices stand where they stood, and are encoded on the frames of the programme', () => {
  const [leadMs, trailMs, sessionMs] = [107_000 / 30, 61_000 / 30, 100_000];
  const slices = planSlices(sessionMs, { leadMs, trailMs });
  expect(slices.map(({ own }) => own)).toEqual(planSlices(sessionMs).map(({ own }) => own));
  expect([slices[0]!.heard, slices[3]!.heard]).toEqual([
    { fromMs: -leadMs, toMs: 32_000 },
    { fromMs: 96_000, toMs: sessionMs + trailMs },
  ]);
  for (const [at, { own, encoded, rendered }] of slices.entries()) {
    const units = (encoded.fromMs + leadMs) / unitMs;
    expect(Math.abs(units - Math.round(units))).toBeLessThan(1e-6);
    expect(rendered.fromMs % unitMs).toBe(0);
    if (at > 0) {
      expect(own.fromMs - encoded.fromMs).toBeGreaterThanOrEqual(unitMs);
      expect(encoded.fromMs - rendered.fromMs).toBeGreaterThanOrEqual(2 * unitMs);
    }
    if (at < 3) expect(encoded.toMs - own.toMs).toBeGreaterThanOrEqual(unitMs);
    expect(rendered.toMs).toBe(at < 3 ? own.toMs + 2 * unitMs : sessionMs);
  }
  expect(slices[0]).toMatchObject({
    encoded: { fromMs: -leadMs },
    rendered: { fromMs: 0 },
  });
  // The last but one may reach beyond the session's end, too.
  const short = planSlices(97_000, { leadMs, trailMs });
  expect(short[2]!.rendered.toMs).toBe(97_000);
  expect(short[2]!.encoded.toMs).toBeGreaterThan(97_000);
});

test('as a session goes on, slices that ended a unit ago stay as they are', () => {
  expect(planSlices(200_000).slice(0, 3)).toEqual(planSlices(96_000 + unitMs).slice(0, 3));
  expect(planSlices(200_000)[2]).not.toEqual(planSlices(96_000)[2]);
});
