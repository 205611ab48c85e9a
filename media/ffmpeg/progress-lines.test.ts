import { expect, test } from 'vitest';
import { createProgressLines } from './progress-lines.ts';

test('progress is told from messages, and time is read in ms', () => {
  const lines = createProgressLines();
  expect(lines.read('[aac @ 0x1] a message')).toBeUndefined();
  expect(lines.read('out_time_us=1500000')).toEqual({ changed: true, outTimeMs: 1_500 });
  expect(lines.read('speed=2.1x')).toEqual({ changed: false });
  expect(lines.text).toBe('[aac @ 0x1] a message');
});

test('a process that repeats itself does not count as moving', () => {
  const lines = createProgressLines();
  expect(lines.read('frame=10')?.changed).toBe(true);
  expect(lines.read('frame=10')?.changed).toBe(false);
  expect(lines.read('frame=11')?.changed).toBe(true);
});

test('times before the first output are no time at all', () => {
  const lines = createProgressLines();
  expect(lines.read('out_time_us=N/A')).not.toHaveProperty('outTimeMs');
  expect(lines.read('out_time_us=-9223372036854775808')).not.toHaveProperty('outTimeMs');
});

test('only the last messages are kept', () => {
  const lines = createProgressLines(2);
  for (const message of ['a', 'b', 'c']) lines.read(message);
  expect(lines.text).toBe('b\nc');
});
