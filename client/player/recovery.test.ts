import { expect, test } from 'vitest';
import { Recovery } from './recovery.ts';

test('a lost network is tried again, later each time, for about a minute', () => {
  const recovery = new Recovery();
  const delays: number[] = [];
  for (;;) {
    const step = recovery.next('network', 0);
    if (step.act !== 'load-again') {
      expect(step).toEqual({ act: 'give-up', failure: 'network' });
      break;
    }
    delays.push(step.afterMs);
  }
  expect(delays).toEqual(delays.toSorted((a, b) => a - b));
  const total = delays.reduce((sum, delay) => sum + delay, 0);
  expect(total).toBeGreaterThan(45_000);
  expect(total).toBeLessThan(90_000);
});

test('playing on forgets earlier losses', () => {
  const recovery = new Recovery();
  const first = recovery.next('network', 0);
  recovery.next('network', 0);
  recovery.wentWell();
  expect(recovery.next('network', 0)).toEqual(first);
});

test('a decoder is rebuilt, but not in circles', () => {
  const recovery = new Recovery();
  const acts = [0, 1_000, 2_000, 3_000].map((ms) => recovery.next('media', ms).act);
  expect(acts).toEqual(['rebuild', 'rebuild', 'rebuild', 'give-up']);
});

test('decoder failures far apart never add up', () => {
  const recovery = new Recovery();
  for (let ms = 0; ms < 100_000; ms += 10_000) {
    expect(recovery.next('media', ms).act).toBe('rebuild');
  }
});

test('what the browser cannot play at all is not tried again', () => {
  expect(new Recovery().next('unsupported', 0)).toEqual({
    act: 'give-up',
    failure: 'unsupported',
  });
});
