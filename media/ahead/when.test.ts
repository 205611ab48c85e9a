import { expect, test } from 'vitest';
import { followedMs } from '../capture/follow-recording.ts';
import { planChunks } from '../plan/chunk-plan.ts';
import { toFrame } from '../plan/frame-grid.ts';
import { planSlices } from '../plan/sound-grid.ts';
import { nextTurnMs, settledChunks, settledSoundMs } from './when.ts';

test.each([
  { whatever: 'whenever the last one was', leadMs: 0 },
  { whatever: 'also with an intro', leadMs: 107_000 / 30 },
])('a turn comes as soon as one more slice is settled, $whatever', ({ leadMs }) => {
  const settledAt = (lengthMs: number): number => {
    const untilMs = settledSoundMs(lengthMs - followedMs);
    const slices = planSlices(lengthMs, { leadMs, trailMs: 0 });
    return slices.filter(({ rendered }) => rendered.toMs <= untilMs).length;
  };
  const first = nextTurnMs(0);
  expect([settledAt(first - 1), settledAt(first)]).toEqual([1, 2]);
  for (const lastMs of [first, first + 1, 2 * first - 1, 600_000, 3_660_000]) {
    const next = nextTurnMs(lastMs);
    expect(settledAt(next)).toBe(settledAt(lastMs) + 1);
    expect(settledAt(next - 1)).toBe(settledAt(lastMs));
    expect(next).toBeGreaterThan(lastMs);
  }
});

test('chunks are settled that end 20 s before what is known', () => {
  const indexesAt = (seconds: number): number[] => {
    const card = { layout: 'title', slots: [] } as const;
    const entries = [
      { ...card, slots: [], startFrame: -60, endFrame: 0 },
      { ...card, slots: [], startFrame: 0, endFrame: toFrame(1_000 * seconds) },
    ];
    return settledChunks(planChunks(entries), 1_000 * seconds).map(({ index }) => index);
  };
  expect(indexesAt(19)).toEqual([]);
  // What comes before the session has a chunk of its own.
  expect(indexesAt(43.9)).toEqual([-1]);
  expect(indexesAt(44)).toEqual([-1, 0]);
  expect(indexesAt(140)).toEqual([-1, 0, 1, 2, 3, 4]);
});
