import { expect, test } from 'vitest';
import { appleChapters, chaptersVtt, podcastChapters, vttTime } from './chapter-files.ts';

const chapters = [
  { startMs: 0, title: 'Pembukaan' },
  { startMs: 83_500, title: 'A <b> --> &\nC' },
];

test('WebVTT escapes what would be markup or a new cue, and ends with the session', () => {
  expect(chaptersVtt(chapters, 3_723_004)).toBe(
    'WEBVTT\n\n00:00:00.000 --> 00:01:23.500\nPembukaan\n\n' +
      '00:01:23.500 --> 01:02:03.004\nA &lt;b&gt; --&gt; &amp; C\n',
  );
});

test('podcast chapters count in seconds', () => {
  expect(JSON.parse(podcastChapters(chapters))).toMatchObject({
    version: '1.2.0',
    chapters: [{ startTime: 0 }, { startTime: 83.5, title: 'A <b> --> &\nC' }],
  });
});

test("Apple's chapters have titles by language", () => {
  expect(JSON.parse(appleChapters(chapters, 100_000, 'id'))).toMatchObject([
    { 'start-time': 0, duration: 83.5, titles: [{ language: 'id', title: 'Pembukaan' }] },
    { 'start-time': 83.5, duration: 16.5 },
  ]);
});

test.each([
  [0, '00:00:00.000'],
  [59_999.6, '00:01:00.000'],
  [360_000_000, '100:00:00.000'],
])('%d ms is %s', (ms, text) => {
  expect(vttTime(ms)).toBe(text);
});
