import { expect, test } from 'vitest';
import { exactMegabytes, roughMegabytes } from './megabytes.ts';

test.each([
  [33_900_000, 35],
  [92_000_000, 90],
  [293_000_000, 290],
  [1_234_000_000, 1_230],
])('%i bytes are roughly %i MB', (bytes, megabytes) => {
  expect(roughMegabytes(bytes)).toBe(megabytes);
});

test('what was measured has a digit more while it is little', () => {
  expect(exactMegabytes(1_260_000, 'id')).toBe('1,3');
  expect(exactMegabytes(1_260_000, 'en')).toBe('1.3');
  expect(exactMegabytes(41_260_000, 'id')).toBe('41');
});
