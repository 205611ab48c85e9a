import { expect, test } from 'vitest';
import { inQueueOrder, placeInQueue } from './queue-order.ts';

type Place = { questionId: string; queueRank: number };
const inOrder = (places: readonly Place[]): string[] =>
  places.toSorted(inQueueOrder).map(({ questionId }) => questionId);
const placed = (queue: readonly Place[], id: string, before?: string): Place[] => {
  const places = placeInQueue(queue, id, before);
  const moved = new Set(places.map(({ questionId }) => questionId));
  return [...queue.filter(({ questionId }) => !moved.has(questionId)), ...places].sort(
    inQueueOrder,
  );
};

test('first, last, and right before another; only what moves gets a new rank', () => {
  let queue: Place[] = [];
  for (const id of ['a', 'b', 'c']) queue = placed(queue, id);
  expect(inOrder(queue)).toEqual(['a', 'b', 'c']);
  expect(inOrder(placed(queue, 'd', 'a'))).toEqual(['d', 'a', 'b', 'c']);
  expect(inOrder(placed(queue, 'd', 'c'))).toEqual(['a', 'b', 'd', 'c']);
  expect(placeInQueue(queue, 'd', 'b')).toHaveLength(1);
});

test('a thousand insertions at the same place keep the order', () => {
  let queue: Place[] = placed(placed([], 'first'), 'last');
  const ids = Array.from({ length: 1000 }, (_, at) => `q${at}`);
  for (const id of ids) queue = placed(queue, id, 'last');
  expect(inOrder(queue)).toEqual(['first', ...ids, 'last']);
  expect(new Set(queue.map(({ queueRank }) => queueRank)).size).toBe(1002);
});
