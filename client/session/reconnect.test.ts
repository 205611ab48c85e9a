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

test('two hundred who lost the hub for twenty seconds are back within six more, spread over them', () => {
  const goneMs = 20_000;
  // Evenly spread luck, the same in every run: each person's next number is far from the last.
  const lucky = (person: number): (() => number) => {
    let turn = person / 200;
    return () => (turn = (turn + 0.618034) % 1);
  };
  const backMs = Array.from({ length: 200 }, (_, person) => {
    const random = lucky(person);
    let elapsedMs = 0;
    for (let attempt = 0; elapsedMs < goneMs; attempt += 1) {
      elapsedMs += reconnectDelay(attempt, random);
    }
    return elapsedMs - goneMs;
  });
  expect(Math.max(...backMs)).toBeLessThan(6_000);
  const tenths = new Map<number, number>();
  for (const ms of backMs) {
    const tenth = Math.floor(ms / 100);
    tenths.set(tenth, (tenths.get(tenth) ?? 0) + 1);
  }
  expect(Math.max(...tenths.values())).toBeLessThan(25);
});
