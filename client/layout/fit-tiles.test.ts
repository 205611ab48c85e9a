import { describe, expect, test } from 'vitest';
import { fitTiles, type Box, type StageSize } from './fit-tiles.ts';

const stages: Record<string, StageSize> = {
  'phone upright': { width: 344, height: 420 },
  'phone on its side': { width: 560, height: 250 },
  desktop: { width: 1_380, height: 700 },
  'narrow window': { width: 300, height: 900 },
};

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.left + b.width &&
  b.left < a.left + a.width &&
  a.top < b.top + b.height &&
  b.top < a.top + a.height;

const columnsOf = (boxes: Box[]): number => new Set(boxes.map((box) => box.left)).size;
const rowsOf = (boxes: Box[]): number => new Set(boxes.map((box) => box.top)).size;

describe.each(Object.entries(stages))('%s', (_, stage) => {
  test.each([1, 2, 3, 4, 5, 6])('%i tiles stay on the stage and apart', (count) => {
    for (const largeTile of [undefined, 'camera', 'screen'] as const) {
      const { large, rest } = fitTiles(stage, count, largeTile);
      const boxes = large ? [large, ...rest] : rest;
      expect(boxes).toHaveLength(count + (largeTile ? 1 : 0));
      for (const [index, box] of boxes.entries()) {
        expect(box.width).toBeGreaterThan(40);
        expect(box.height).toBeGreaterThanOrEqual(45);
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.top).toBeGreaterThanOrEqual(0);
        expect(box.left + box.width).toBeLessThanOrEqual(stage.width);
        expect(box.top + box.height).toBeLessThanOrEqual(stage.height);
        for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
      }
    }
  });
});

test.each(['phone upright', 'phone on its side', 'desktop'])(
  'on a %s the large tile is the largest',
  (name) => {
    const area = ({ width, height }: Box): number => width * height;
    for (let count = 1; count <= 6; count += 1) {
      for (const largeTile of ['camera', 'screen'] as const) {
        const { large, rest } = fitTiles(stages[name]!, count, largeTile);
        expect(area(large!)).toBeGreaterThanOrEqual(Math.max(...rest.map(area)));
      }
    }
  },
);

test('an upright phone shows a speaker square and a slide whole; what is left is for the others', () => {
  const stage = { width: 344, height: 620 };
  const speaker = fitTiles(stage, 3, 'camera');
  expect(speaker.large!.height).toBe(344);
  const slide = fitTiles(stage, 3, 'screen');
  expect(slide.large!.height).toBe(258);
  expect(slide.rest[0]!.height).toBeGreaterThan(speaker.rest[0]!.height);
});

test.each([
  { name: 'phone upright', count: 2, columns: 1, rows: 2 },
  { name: 'phone upright', count: 4, columns: 2, rows: 2 },
  { name: 'phone upright', count: 6, columns: 2, rows: 3 },
  { name: 'phone on its side', count: 2, columns: 2, rows: 1 },
  { name: 'desktop', count: 2, columns: 2, rows: 1 },
  { name: 'desktop', count: 4, columns: 2, rows: 2 },
  { name: 'desktop', count: 6, columns: 3, rows: 2 },
])('$count people on a $name stand in $columns × $rows', ({ name, count, columns, rows }) => {
  const { rest } = fitTiles(stages[name]!, count, undefined);
  expect([columnsOf(rest), rowsOf(rest)]).toEqual([columns, rows]);
});

test('small tiles stand beside the screen on a desktop and below it on an upright phone', () => {
  const desktop = fitTiles(stages['desktop']!, 3, 'screen');
  expect(desktop.rest[0]!.left).toBeGreaterThan(desktop.large!.width);
  const phone = fitTiles(stages['phone upright']!, 3, 'screen');
  expect(phone.rest[0]!.top).toBeGreaterThan(phone.large!.height);
});

test('a stage that is not measured yet gives empty tiles, not wrong ones', () => {
  const { large, rest } = fitTiles({ width: 0, height: 400 }, 2, 'camera');
  expect([large!.width, rest.length, rest[1]!.height]).toEqual([0, 2, 0]);
});
