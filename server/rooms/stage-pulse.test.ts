import { expect, test } from 'vitest';
import { qualityOf } from './stage-pulse.ts';

test.each([
  { name: 'nothing sent', producers: [], quality: undefined },
  { name: 'one', producers: [{ paused: false, score: 7 }], quality: 7 },
  {
    name: 'the worst of several',
    producers: [
      { paused: false, score: 9 },
      { paused: false, score: 3 },
    ],
    quality: 3,
  },
  {
    name: 'what is paused does not count',
    producers: [
      { paused: true, score: 0 },
      { paused: false, score: 8 },
    ],
    quality: 8,
  },
  {
    name: 'no opinion yet',
    producers: [{ paused: false, score: undefined }],
    quality: undefined,
  },
])('quality: $name', ({ producers, quality }) => {
  expect(qualityOf(producers)).toBe(quality);
});
