import { expect, test } from 'vitest';
import { placePictures } from './place-pictures.ts';

const group = { startFrame: 30, endFrame: 33 };

test('a keyframe is put on its frame, the others where they were recorded', () => {
  expect(placePictures([1_012, 1_041, 1_070], group)).toEqual([90_000, 93_690, 96_300]);
});

test('pictures stay in order, a millisecond apart, between this keyframe and the next', () => {
  // All but the keyframe were recorded before its frame …
  expect(placePictures([990, 995, 996], group)).toEqual([90_000, 90_090, 90_180]);
  // … or after the next one's.
  expect(placePictures([1_000, 1_111, 1_112], group)).toEqual([90_000, 98_820, 98_910]);
});

test('before the session lies what has negative frames', () => {
  expect(placePictures([-1_000, -970], { startFrame: -30, endFrame: -28 })).toEqual([
    -90_000, -87_300,
  ]);
});
