import { expect, test } from 'vitest';
import type { Clock } from '../platform/clock.ts';
import { createAttemptLimit } from './attempt-limit.ts';

function setUp(maxKeys?: number) {
  let nowMs = 0;
  const clock: Clock = { now: () => new Date(nowMs), monoUs: () => nowMs * 1000 };
  const limit = createAttemptLimit({
    attempts: 2,
    windowMs: 60_000,
    clock,
    ...(maxKeys ? { maxKeys } : {}),
  });
  return { limit, pass: (ms: number) => (nowMs += ms) };
}

test('after enough attempts there is a wait, which it names, and then a new start', () => {
  const { limit, pass } = setUp();
  limit.take('a');
  pass(20_000);
  limit.take('a');
  expect(() => limit.take('a')).toThrow(
    expect.objectContaining({ code: 'too-many', retryAfterMs: 40_000 }) as Error,
  );
  expect(() => limit.take('b')).not.toThrow();
  pass(40_000);
  expect(() => limit.take('a')).not.toThrow();
});

test('success forgives', () => {
  const { limit } = setUp();
  limit.take('a');
  limit.forgive('a');
  limit.take('a');
  limit.take('a');
  expect(() => limit.take('a')).toThrow();
});

test('with too many keys the oldest is forgotten, not the one that is being held off', () => {
  const { limit } = setUp(3);
  limit.take('old');
  for (const key of ['held', 'held', 'x', 'y']) limit.take(key);
  expect(() => limit.take('held')).toThrow();
  limit.take('z');
  expect(() => limit.take('held')).not.toThrow();
});
