import { expect, test } from 'vitest';
import { thumbnailIntervalSeconds, thumbnailsVtt } from './thumbnails.ts';

test.each([
  { minutes: 0.1, seconds: 1 },
  { minutes: 5, seconds: 3 },
  { minutes: 60, seconds: 10 },
  { minutes: 240, seconds: 10 },
])('$minutes minutes have a picture every $seconds s', ({ minutes, seconds }) => {
  expect(thumbnailIntervalSeconds(minutes * 60_000)).toBe(seconds);
});

test('cues fill rows, then sheets, and the last one ends with the session', () => {
  const cues = thumbnailsVtt(1_015_000, 10).split('\n\n').slice(1);
  expect(cues).toHaveLength(102);
  expect(cues[11]).toBe('00:01:50.000 --> 00:02:00.000\nthumbnails-001.jpg#xywh=160,90,160,90');
  expect(cues[100]).toContain('thumbnails-002.jpg#xywh=0,0,160,90');
  expect(cues[101]).toContain('--> 00:16:55.000');
});
