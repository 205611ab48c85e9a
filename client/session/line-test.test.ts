import { expect, test } from 'vitest';
import { lostShareOf } from './line-test.ts';

const inbound = (packetsReceived: number, packetsLost: number) => ({
  ...{ type: 'inbound-rtp', packetsReceived, packetsLost },
});

test('what did not come back is counted against what should have', () => {
  expect(lostShareOf([{ type: 'transport' }, inbound(90, 10)])).toBe(0.1);
  expect(lostShareOf([inbound(100, 0)])).toBe(0);
});

test('packets that came twice are no loss below none', () => {
  expect(lostShareOf([inbound(100, -3)])).toBe(0);
});

test('while nothing has come back all of it is lost', () => {
  expect(lostShareOf([])).toBe(1);
  expect(lostShareOf([inbound(0, 0)])).toBe(1);
});
