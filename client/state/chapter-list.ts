import { cutText } from '../../server/protocol/cut-text.ts';
import { editLimits } from '../../server/protocol/edits.ts';
import type { Chapter } from '../../server/protocol/rest.ts';

/** Chapters as hosts change them: in order, at whole ms, no two at one time, the first at 0. */

/** What the pipeline found, as a host may keep it. */
export function asChanged(found: readonly Chapter[]): Chapter[] {
  return settle(
    found.map(({ startMs, title, kind }) => ({
      ...{ startMs: Math.round(startMs), kind },
      title: cutText(title, editLimits.chapterTitle).trim(),
    })),
  );
}

export function renameChapter(
  chapters: readonly Chapter[],
  startMs: number,
  title: string,
): Chapter[] {
  return chapters.map((one) => (one.startMs === startMs ? { ...one, title } : one));
}

/** Undefined when another chapter begins there. */
export function moveChapter(
  chapters: readonly Chapter[],
  startMs: number,
  toMs: number,
): Chapter[] | undefined {
  const others = chapters.filter((one) => one.startMs !== startMs);
  const moved = chapters.find((one) => one.startMs === startMs);
  return moved && putChapter(others, { ...moved, startMs: toMs });
}

/** Undefined when another chapter begins there. */
export function addChapter(
  chapters: readonly Chapter[],
  atMs: number,
  title: string,
): Chapter[] | undefined {
  return putChapter(chapters, { startMs: atMs, title, kind: 'mark' });
}

/** The one after a removed first chapter begins at 0. */
export const removeChapter = (chapters: readonly Chapter[], startMs: number): Chapter[] =>
  settle(chapters.filter((one) => one.startMs !== startMs));

function putChapter(chapters: readonly Chapter[], chapter: Chapter): Chapter[] | undefined {
  const startMs = Math.round(chapter.startMs);
  if (chapters.some((one) => one.startMs === startMs)) return undefined;
  return settle([...chapters, { ...chapter, startMs }]);
}

function settle(chapters: readonly Chapter[]): Chapter[] {
  return [...chapters]
    .sort((a, b) => a.startMs - b.startMs)
    .map((one, index) => (index === 0 ? { ...one, startMs: 0 } : one))
    .filter(
      ({ startMs }, index, all) => index === 0 || startMs > (all[index - 1]?.startMs ?? 0),
    );
}
