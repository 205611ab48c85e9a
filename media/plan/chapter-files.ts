import type { Chapter } from '../../server/protocol/rest.ts';

/** The same chapters in the three forms that players read. */

type Chapters = readonly Pick<Chapter, 'startMs' | 'title'>[];

/** For `<track kind="chapters">`. */
export function chaptersVtt(chapters: Chapters, durationMs: number): string {
  const cues = chapters.map(({ startMs, title }, index) => {
    const endMs = chapters[index + 1]?.startMs ?? Math.max(durationMs, startMs + 1);
    return `${vttTime(startMs)} --> ${vttTime(endMs)}\n${vttText(title)}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

/** `application/json+chapters`, version 1.2.0: what `podcast:chapters` points to. Seconds. */
export function podcastChapters(chapters: Chapters): string {
  return JSON.stringify({
    version: '1.2.0',
    chapters: chapters.map(({ startMs, title }) => ({ startTime: startMs / 1_000, title })),
  });
}

/** What `com.apple.hls.chapters` points to. Seconds. */
export function appleChapters(
  chapters: Chapters,
  durationMs: number,
  language: string,
): string {
  return JSON.stringify(
    chapters.map(({ startMs, title }, index) => ({
      chapter: index + 1,
      'start-time': startMs / 1_000,
      duration: ((chapters[index + 1]?.startMs ?? durationMs) - startMs) / 1_000,
      titles: [{ language, title }],
    })),
  );
}

/** `01:02:03.456`. */
export function vttTime(ms: number): string {
  const whole = Math.round(ms);
  const part = (value: number, digits: number): string => `${value}`.padStart(digits, '0');
  const minutes = Math.floor(whole / 60_000);
  return `${part(Math.floor(minutes / 60), 2)}:${part(minutes % 60, 2)}:${part(Math.floor(whole / 1_000) % 60, 2)}.${part(whole % 1_000, 3)}`;
}

/** Cue text is one line, and marks up with `&` and `<`; `-->` would begin a new cue. */
function vttText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
