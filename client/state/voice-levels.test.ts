import { expect, test } from 'vitest';
import { columnHeights, decodeLevels, spokenStretches } from './voice-levels.ts';

const levels = new Uint8Array(200).fill(20);
levels.fill(100, 10, 20);
levels.fill(90, 40, 50);
levels.fill(115, 120, 121);

test('levels come as one byte a tenth of a second', () => {
  expect([...decodeLevels(Buffer.from([0, 60, 120]).toString('base64'))]).toEqual([0, 60, 120]);
});

test('a column is as high as its loudest moment, however wide it is', () => {
  const narrow = columnHeights(levels, { fromMs: 11_900, columnMs: 100, columns: 3 });
  expect(narrow).toEqual([0, 1, 0]);
  const wide = columnHeights(levels, { fromMs: 0, columnMs: 5_000, columns: 5 });
  expect(wide[0]).toBeCloseTo(40 / 55);
  expect(wide.slice(1)).toEqual([0, 1, 0, 0]);
  const zoomed = columnHeights(levels, { fromMs: 12_000, columnMs: 20, columns: 6 });
  expect(zoomed).toEqual([1, 1, 1, 1, 1, 0]);
});

test('someone speaks over short pauses, and not while it is quiet', () => {
  expect(spokenStretches(levels)).toEqual([
    { fromMs: 1_000, toMs: 5_000 },
    { fromMs: 12_000, toMs: 12_100 },
  ]);
  expect(spokenStretches(new Uint8Array(50))).toEqual([]);
});
