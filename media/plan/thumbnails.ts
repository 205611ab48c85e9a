import { vttTime } from './chapter-files.ts';

export const thumbnail = { width: 160, height: 90, columns: 10, rows: 10 } as const;
const perSheet = thumbnail.columns * thumbnail.rows;

/** A long session has a picture each ten seconds, a short one up to one a second: about a sheet full. */
const longestIntervalSeconds = 10;

export function thumbnailIntervalSeconds(durationMs: number): number {
  const wanted = Math.ceil(durationMs / 1_000 / perSheet);
  return Math.min(longestIntervalSeconds, Math.max(1, wanted));
}

/** The name of a sheet, from 0; ffmpeg counts them from 1. */
export function sheetName(sheet: number): string {
  return `thumbnails-${`${sheet + 1}`.padStart(3, '0')}.jpg`;
}

/** WebVTT whose cues are places in the sheets: `thumbnails-001.jpg#xywh=160,0,160,90`. */
export function thumbnailsVtt(durationMs: number, intervalSeconds: number): string {
  const count = Math.max(1, Math.ceil(durationMs / 1_000 / intervalSeconds));
  const cues = Array.from({ length: count }, (_, index) => {
    const startMs = index * intervalSeconds * 1_000;
    const endMs = Math.min(durationMs, startMs + intervalSeconds * 1_000);
    const place = index % perSheet;
    const x = (place % thumbnail.columns) * thumbnail.width;
    const y = Math.floor(place / thumbnail.columns) * thumbnail.height;
    const sheet = sheetName(Math.floor(index / perSheet));
    return `${vttTime(startMs)} --> ${vttTime(endMs)}\n${sheet}#xywh=${x},${y},${thumbnail.width},${thumbnail.height}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}
