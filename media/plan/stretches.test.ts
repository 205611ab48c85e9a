import { expect, test } from 'vitest';
import { joinStretches, withoutStretches } from './stretches.ts';

const stretch = (fromMs: number, toMs: number) => ({ fromMs, toMs });

test('stretches that touch or overlap become one, in order', () => {
  const joined = joinStretches([
    stretch(50, 60),
    stretch(0, 10),
    stretch(10, 20),
    stretch(15, 18),
  ]);
  expect(joined).toEqual([stretch(0, 20), stretch(50, 60)]);
});

test('a bridge joins neighbours that are near enough', () => {
  expect(joinStretches([stretch(0, 10), stretch(15, 20)], 5)).toEqual([stretch(0, 20)]);
  expect(joinStretches([stretch(0, 10), stretch(16, 20)], 5)).toHaveLength(2);
});

test.each([
  { name: 'in the middle', holes: [stretch(40, 60)], left: [stretch(0, 40), stretch(60, 100)] },
  {
    name: 'over an edge',
    holes: [stretch(-10, 20), stretch(90, 200)],
    left: [stretch(20, 90)],
  },
  { name: 'over everything', holes: [stretch(-10, 200)], left: [] },
  { name: 'nowhere', holes: [stretch(100, 120)], left: [stretch(0, 100)] },
])('a hole $name leaves the rest', ({ holes, left }) => {
  expect(withoutStretches(stretch(0, 100), holes)).toEqual(left);
});
