import { expect, test } from 'vitest';
import { HandQueue } from './hand-queue.ts';

const hand = (peerId: string, reason = '', minute = 0) => ({
  peerId,
  displayName: peerId,
  reason,
  raisedAt: new Date(Date.UTC(2026, 10, 28, 12, minute)),
});

test('who raised first is first, and the others move up when a hand goes down', () => {
  const queue = new HandQueue();
  for (const name of ['budi', 'cici', 'dedi']) queue.raise(hand(name));
  expect(queue.placeOf('dedi')).toBe(3);
  expect(queue.lower('budi')).toBe(true);
  expect(queue.inOrder.map(({ peerId }) => peerId)).toEqual(['cici', 'dedi']);
  expect(queue.placeOf('dedi')).toBe(2);
  expect(queue.placeOf('budi')).toBeUndefined();
});

test('saying why keeps the place and the time', () => {
  const queue = new HandQueue();
  queue.raise(hand('budi'));
  queue.raise(hand('cici'));
  queue.raise(hand('budi', 'tentang bab 2', 5));
  expect(queue.placeOf('budi')).toBe(1);
  expect(queue.find('budi')).toEqual(hand('budi', 'tentang bab 2', 0));
});

test('a hand that went down and up again waits at the end', () => {
  const queue = new HandQueue();
  queue.raise(hand('budi'));
  queue.raise(hand('cici'));
  queue.lower('budi');
  expect(queue.lower('budi')).toBe(false);
  queue.raise(hand('budi'));
  expect(queue.placeOf('budi')).toBe(2);
  queue.lowerAll();
  expect(queue.size).toBe(0);
});
