import { expect, test } from 'vitest';
import { reconnectDelay } from './reconnect.ts';

const middle = (attempt: number): number => reconnectDelay({ attempt, goneMs: 0 }, () => 0.5);

test('the first attempt is almost at once, and the delays grow', () => {
  expect(middle(0)).toBe(150);
  expect(middle(1)).toBeGreaterThan(middle(0));
  expect(middle(3)).toBeGreaterThan(middle(2));
});

test('while the seat is kept no delay is longer than 1.6 s, and later none than six', () => {
  for (const attempt of [8, 50, 10_000]) {
    const longest = (goneMs: number): number =>
      reconnectDelay({ attempt, goneMs }, () => 0.999);
    expect(longest(45_000)).toBeLessThanOrEqual(1_610);
    expect(longest(60_000)).toBeGreaterThan(1_610);
    expect(longest(3_600_000)).toBeLessThanOrEqual(6_000);
  }
});

test('people who lost the same hub come back spread over time', () => {
  const early = reconnectDelay({ attempt: 4, goneMs: 0 }, () => 0);
  const late = reconnectDelay({ attempt: 4, goneMs: 0 }, () => 0.999);
  expect(late / early).toBeGreaterThan(2.5);
});

test('the seat is tried at least eight times while it is kept', () => {
  let elapsedMs = 0;
  for (let attempt = 0; attempt < 8; attempt += 1) {
    elapsedMs += reconnectDelay({ attempt, goneMs: elapsedMs }, () => 0.999);
  }
  expect(elapsedMs).toBeLessThan(30_000);
});

test('two hundred who lost the hub for twenty seconds are back within two more, spread over them', () => {
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
      elapsedMs += reconnectDelay({ attempt, goneMs: elapsedMs }, random);
    }
    return elapsedMs - goneMs;
  });
  expect(Math.max(...backMs)).toBeLessThan(1_700);
  const tenths = new Map<number, number>();
  for (const ms of backMs) {
    const tenth = Math.floor(ms / 100);
    tenths.set(tenth, (tenths.get(tenth) ?? 0) + 1);
  }
  expect(Math.max(...tenths.values())).toBeLessThan(40);
});
