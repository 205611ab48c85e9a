import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SocketProbe } from './socket-probe.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function probing(answerMs: number) {
  const unanswered = vi.fn();
  const ask = vi.fn(() => new Promise((answer) => setTimeout(answer, answerMs)));
  return { ask, unanswered, probe: new SocketProbe({ ask, unanswered }) };
}

test('a slow answer is an answer', async () => {
  const { probe, unanswered } = probing(1_400);
  probe.begin();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(unanswered).not.toHaveBeenCalled();
});

test('silence is noticed within two seconds, once', async () => {
  const { probe, ask, unanswered } = probing(3_600_000);
  probe.begin();
  await vi.advanceTimersByTimeAsync(1_000);
  probe.begin();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(unanswered).toHaveBeenCalledTimes(1);
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(unanswered).toHaveBeenCalledTimes(1);
});

test('each change of networks is asked about anew', async () => {
  const { probe, ask } = probing(100);
  probe.begin();
  await vi.advanceTimersByTimeAsync(200);
  probe.begin();
  expect(ask).toHaveBeenCalledTimes(2);
});

test('a socket that is gone is not reported as silent', async () => {
  const unanswered = vi.fn();
  const probe = new SocketProbe({ ask: () => Promise.reject(new Error('gone')), unanswered });
  probe.begin();
  probe.end();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(unanswered).not.toHaveBeenCalled();
});
