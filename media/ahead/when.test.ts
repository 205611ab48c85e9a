import { expect, test } from 'vitest';
import { planChunks } from '../plan/chunk-plan.ts';
import { toFrame } from '../plan/frame-grid.ts';
import { planSlices } from '../plan/sound-grid.ts';
import { nextSoundMs, nextTurnMs, settledChunks, settledSoundMs } from './when.ts';

const minute = 60_000;

test('the first turn waits until some chunks are settled, later ones until it is worth reading all again', () => {
  expect(nextTurnMs(0)).toBe(3.5 * minute);
  expect(nextTurnMs(4 * minute)).toBe(6 * minute);
  expect(nextTurnMs(60 * minute)).toBe(69 * minute);
});

test.each([1, 2, 4])('%i hours are read at most eight times in all', (hours) => {
  const lengthMs = hours * 60 * minute;
  let read = 0;
  for (let at = nextTurnMs(0); at <= lengthMs; at = nextTurnMs(at)) read += at;
  expect(read / lengthMs).toBeLessThan(8);
});

test('a turn for sound comes as soon as one more slice is settled, whenever the last one was', () => {
  const settledAt = (lengthMs: number): number =>
    planSlices(lengthMs).filter(({ encoded }) => encoded.toMs <= settledSoundMs(lengthMs))
      .length;
  const first = nextSoundMs(0);
  expect([settledAt(first - 1), settledAt(first)]).toEqual([1, 2]);
  for (const lastMs of [first, first + 1, 2 * first - 1, 10 * minute, 61 * minute]) {
    const next = nextSoundMs(lastMs);
    expect(settledAt(next)).toBe(settledAt(lastMs) + 1);
    expect(settledAt(next - 1)).toBe(settledAt(lastMs));
    expect(next).toBeGreaterThan(lastMs);
  }
});

test('chunks are settled that end a minute and a half before the newest packet', () => {
  const indexesAt = (seconds: number): number[] => {
    const card = { layout: 'title', slots: [] } as const;
    const entries = [
      { ...card, slots: [], startFrame: -60, endFrame: 0 },
      { ...card, slots: [], startFrame: 0, endFrame: toFrame(1_000 * seconds) },
    ];
    return settledChunks(planChunks(entries), 1_000 * seconds).map(({ index }) => index);
  };
  expect(indexesAt(89)).toEqual([]);
  // What comes before the session has a chunk of its own.
  expect(indexesAt(113.9)).toEqual([-1]);
  expect(indexesAt(114)).toEqual([-1, 0]);
  expect(indexesAt(210)).toEqual([-1, 0, 1, 2, 3, 4]);
});
