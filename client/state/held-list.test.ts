import { expect, test } from 'vitest';
import { holdStill } from './held-list.ts';

test('a list that nobody touches shows what is right', () => {
  expect(holdStill(['a', 'b'], ['c', 'b'], false)).toEqual({
    ids: ['c', 'b'],
    newCount: 0,
    isStale: false,
  });
});

test.each([
  { name: 'new ones before and between wait', wanted: ['n', 'a', 'm', 'b', 'c'], newCount: 2 },
  { name: 'another order waits', wanted: ['c', 'b', 'a'], newCount: 0 },
  { name: 'what left keeps its place', wanted: ['a', 'c'], newCount: 0 },
])('while it is held, $name', ({ wanted, newCount }) => {
  expect(holdStill(['a', 'b', 'c'], wanted, true)).toEqual({
    ids: ['a', 'b', 'c'],
    newCount,
    isStale: true,
  });
});

test('what comes after all others is added at once: it moves nothing', () => {
  expect(holdStill(['a', 'b'], ['a', 'b', 'c', 'd'], true)).toEqual({
    ids: ['a', 'b', 'c', 'd'],
    newCount: 0,
    isStale: false,
  });
});

test('after what left, new ones at the end still come at once', () => {
  expect(holdStill(['a', 'b'], ['b', 'c'], true)).toEqual({
    ids: ['a', 'b', 'c'],
    newCount: 0,
    isStale: true,
  });
});

test('the same list is the same array, so that nothing is drawn again', () => {
  const shown = ['a', 'b'];
  expect(holdStill(shown, ['a', 'b'], true).ids).toBe(shown);
});
