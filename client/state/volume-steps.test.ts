import { expect, test } from 'vitest';
import { nextVolume, volumeStep, volumeSteps } from './volume-steps.ts';

test('each press is one step, down to the softest and up to the loudest, and no further', () => {
  const presses = (direction: 'louder' | 'softer', from: number): number[] => {
    const steps = [];
    for (let volume = from, press = 0; press < volumeSteps; press += 1) {
      volume = nextVolume(volume, direction);
      steps.push(volumeStep(volume));
    }
    return steps;
  };
  expect(presses('softer', 1)).toEqual([4, 3, 2, 1, 1]);
  expect(presses('louder', 0.2)).toEqual([2, 3, 4, 5, 5]);
  expect(nextVolume(0.8, 'louder')).toBe(1);
});
