import { expect, test } from 'vitest';
import { planChunks } from './chunk-plan.ts';
import type { EditEntry } from './edit-list.ts';

const entry = (startFrame: number, endFrame: number): EditEntry => ({
  startFrame,
  endFrame,
  layout: 'title',
  slots: [],
});

test('entries are cut at every 720th frame, and nothing is lost or doubled', () => {
  const chunks = planChunks([entry(0, 700), entry(700, 1_500), entry(1_500, 1_600)]);
  expect(chunks.map(({ frames }) => frames)).toEqual([720, 720, 160]);
  const parts = chunks.map((chunk) =>
    chunk.parts.map(({ startFrame, frames, offset }) => [startFrame, frames, offset]),
  );
  expect(parts).toEqual([
    [
      [0, 700, 0],
      [700, 20, 700],
    ],
    [[720, 720, 0]],
    [
      [1_440, 60, 0],
      [1_500, 100, 60],
    ],
  ]);
});

test('an empty edit list has no chunks', () => {
  expect(planChunks([])).toEqual([]);
});

test('what comes before the session has chunks of its own, and leaves the others as they are', () => {
  const session = [entry(0, 700), entry(700, 1_500)];
  const [first, ...others] = planChunks([entry(-100, 0), ...session]);
  expect(first).toMatchObject({ index: -1, frames: 100 });
  expect(first!.parts).toMatchObject([{ startFrame: -100, frames: 100, offset: 620 }]);
  expect(others).toEqual(planChunks(session));
});
