import { expect, test } from 'vitest';
import { defaultDataMode } from './default-data-mode.ts';

test.each([
  [{}, 'full', 'nothing-known'],
  [{ effectiveType: '4g', type: 'wifi' }, 'full', 'nothing-known'],
  [{ effectiveType: '4g', type: 'cellular' }, 'light', 'phone-data'],
  [{ effectiveType: '4g', saveData: true }, 'light', 'saves-data'],
  [{ effectiveType: '3g' }, 'light', 'slow-line'],
  [{ effectiveType: '2g', saveData: true }, 'sound', 'slow-line'],
] as const)('%o begins with %s', (hints, dataMode, reason) => {
  expect(defaultDataMode(hints)).toEqual({ dataMode, reason });
});
