import { expect, test } from 'vitest';
import { reconnectDelay } from './reconnect.ts';

const middle = (attempt: number): number => reconnectDelay(attempt, () => 0.5);

test('the first attempt is almost at once, and the delays grow', () => {
  expect(middle(0)).toBe(150);
  expect(middle(1)).toBeGreaterThan(middle(0));
  expect(middle(5)).toBeGreaterThan(middle(4));
});

test('no delay is longer than six seconds, however long the network is away', () => {
  for (const attempt of [8, 50, 10_000]) {
    expect(reconnectDelay(attempt, () => 0.999)).toBeLessThanOrEqual(6_000);
  }
});

test('people who lost the same hub come back spread over time', () => {
  const early = reconnectDelay(4, () => 0);
  const late = reconnectDelay(4, () => 0.999);
  expect(late / early).toBeGreaterThan(2.5);
});

test('the seat is tried at least eight times while it is kept', () => {
  let elapsedMs = 0;
  for (let attempt = 0; attempt < 8; attempt += 1) {
    elapsedMs += reconnectDelay(attempt, () => 0.999);
  }
  expect(elapsedMs).toBeLessThan(30_000);
});
