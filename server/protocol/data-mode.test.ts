import { describe, expect, test } from 'vitest';
import {
  DataMode,
  isReceived,
  largestLayer,
  onePicture,
  pictureLimit,
  promisedBytesPerHour,
} from './data-mode.ts';

const picture = (
  producerId: string,
  peerId: string,
  source: 'camera' | 'screen' = 'camera',
) => ({
  ...{ producerId, peerId, source, paused: false },
});
const choose = (sent: ReturnType<typeof picture>[], activeSpeaker?: string) =>
  onePicture(sent, { viewer: 'me', activeSpeaker })?.producerId;

describe('the one picture of light', () => {
  const rina = picture('b', 'rina');
  const budi = picture('a', 'budi');

  test('is the face of whoever speaks, and anybody while nobody did', () => {
    expect(choose([rina, budi], 'rina')).toBe('b');
    expect(choose([rina, budi])).toBe('a');
    expect(choose([budi, rina])).toBe('a');
  });

  test('is a shared screen, whoever speaks', () => {
    expect(choose([rina, budi, picture('z', 'rina', 'screen')], 'budi')).toBe('z');
  });

  test('is never a paused one, one of my own, or a sound', () => {
    expect(choose([{ ...budi, paused: true }, rina], 'budi')).toBe('b');
    expect(choose([picture('c', 'me')], 'me')).toBeUndefined();
    const sound = { ...budi, source: 'microphone' as const };
    expect(onePicture([sound], { viewer: 'me', activeSpeaker: 'budi' })).toBeUndefined();
  });
});

test('sound reaches everyone; pictures only those whose mode has them', () => {
  for (const dataMode of DataMode.options) {
    expect(isReceived(dataMode, 'microphone')).toBe(true);
    expect(isReceived(dataMode, 'screen-audio')).toBe(true);
  }
  expect(DataMode.options.filter((mode) => isReceived(mode, 'camera'))).toEqual([
    'full',
    'light',
  ]);
});

test('a phone is never sent the largest layer', () => {
  expect(largestLayer({ dataMode: 'full', isSmallScreen: false })).toBe(2);
  expect(largestLayer({ dataMode: 'full', isSmallScreen: true })).toBe(1);
  expect(largestLayer({ dataMode: 'light', isSmallScreen: false })).toBe(0);
});

test('each mode costs less than the one before it, on a phone and on a desk', () => {
  for (const isSmallScreen of [true, false]) {
    const costs = DataMode.options.map((dataMode) =>
      promisedBytesPerHour({ dataMode, isSmallScreen }),
    );
    expect(costs).toEqual([...costs].sort((a, b) => b - a));
    expect(new Set(costs).size).toBe(costs.length);
  }
});

test('what is let through, and everything around it, is at most 15 % above what is promised', () => {
  for (const isSmallScreen of [true, false]) {
    const wish = { dataMode: 'full', isSmallScreen } as const;
    const sound = promisedBytesPerHour({ ...wish, dataMode: 'sound' });
    // IP, UDP and SRTP around packets of 1,200 bytes: what the limit does not count.
    const pictures = (pictureLimit(wish) * 1.05 * 3_600) / 8;
    expect((sound + pictures) / promisedBytesPerHour(wish)).toBeLessThan(1.15);
  }
});
