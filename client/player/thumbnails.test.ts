import { expect, test } from 'vitest';
import { findThumbnail, parseThumbnails } from './thumbnails.ts';

const url = 'https://serambi.example.org/media/episodes/a/1-x/thumbnails.vtt';
const vtt = `WEBVTT

00:00:00.000 --> 00:00:10.000
thumbnails-001.jpg#xywh=0,0,160,90

00:00:10.000 --> 00:00:20.500
thumbnails-001.jpg#xywh=160,0,160,90

01:00:00.000 --> 01:00:10.000
thumbnails-004.jpg#xywh=320,90,160,90
`;

test('each cue is a place on a sheet', () => {
  const all = parseThumbnails(vtt, url);
  expect(all).toHaveLength(3);
  expect(all[2]).toEqual({
    startMs: 3_600_000,
    endMs: 3_610_000,
    sheetUrl: 'https://serambi.example.org/media/episodes/a/1-x/thumbnails-004.jpg',
    x: 320,
    y: 90,
    width: 160,
    height: 90,
  });
});

test('the picture at a moment is the last one begun', () => {
  const all = parseThumbnails(vtt, url);
  expect(findThumbnail(all, 0)?.x).toBe(0);
  expect(findThumbnail(all, 12_000)?.x).toBe(160);
  expect(findThumbnail(all, 500_000)?.x).toBe(160);
  expect(findThumbnail([], 0)).toBeUndefined();
});

test('a file of something else has none', () => {
  expect(parseThumbnails('WEBVTT\n\n00:00.000 --> 00:01.000\nHalo\n', url)).toEqual([]);
  expect(parseThumbnails('<html>', url)).toEqual([]);
});
