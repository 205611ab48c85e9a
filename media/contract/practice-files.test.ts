import { expect, test } from 'vitest';
import { mixName, readTrackName, trackName } from './practice-files.ts';

test('the name of a track says whose it is', () => {
  const peerId = '0b1c-microphone-2d';
  for (const source of ['microphone', 'screen-audio'] as const) {
    expect(readTrackName(trackName(source, peerId))).toEqual({ source, peerId });
  }
  expect(readTrackName(mixName)).toBeUndefined();
  expect(readTrackName('camera-x.mp3')).toBeUndefined();
});
