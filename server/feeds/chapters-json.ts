import type { Chapter } from '../protocol/rest.ts';

/** Chapters as podcast apps read them: podcast:chapters, JSON, version 1.2.0. Times are seconds. */
export function toChaptersJson(chapters: readonly Chapter[]): string {
  const sorted = chapters.toSorted((a, b) => a.startMs - b.startMs);
  return JSON.stringify({
    version: '1.2.0',
    chapters: sorted.map(({ startMs, title }) => ({ startTime: startMs / 1000, title })),
  });
}
