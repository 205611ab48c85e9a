import { expect, test } from 'vitest';
import { checkPackage } from './check-package.ts';

const lasting = (...seconds: number[]) => ({
  segments: seconds.map((durationSeconds, index) => ({
    durationSeconds,
    isSeam: index === 2,
  })),
});
const whole = {
  durationMs: 15_010,
  video: [lasting(6, 6, 3), lasting(6, 6, 3)],
  audio: lasting(6.016, 5.995, 3.008),
};

test('renditions that fit together pass', () => {
  expect(() => checkPackage(whole)).not.toThrow();
});

test.each([
  ['other boundaries', { video: [lasting(6, 6, 3), lasting(6, 5, 4)] }, 'boundaries'],
  ['a picture too short', { video: [lasting(6, 6), lasting(6, 6)] }, 'picture lasts'],
  [
    'a seam that is not in all',
    { audio: { segments: whole.audio.segments.map((each) => ({ ...each, isSeam: false })) } },
    'seams',
  ],
  ['sound too short', { audio: lasting(6, 6, 2.9) }, 'sound lasts'],
])('%s is refused', (_, change, message) => {
  expect(() => checkPackage({ ...whole, ...change })).toThrow(message);
});
