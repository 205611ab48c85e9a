import type { Mark } from '../../server/protocol/marks.ts';
import type { NamedNotice } from './room-view.ts';

/** What this page knows of the marks of its session; nothing where the person is no host or moderator. */
export type MarksView = { marks: readonly Mark[] };

/** Before they were read. */
export const noMarks: MarksView = { marks: [] };

export function applyMarksNotice(view: MarksView, { name, notice }: NamedNotice): MarksView {
  return name === 'marks:changed' ? { marks: notice.marks } : view;
}

/** The first title by number ("Tanda 3") that no mark has: removed ones leave no two alike. */
export function freeMarkTitle(
  marks: readonly Pick<Mark, 'title'>[],
  numbered: (number: number) => string,
): string {
  const taken = new Set(marks.map(({ title }) => title));
  let number = marks.length + 1;
  while (taken.has(numbered(number))) number += 1;
  return numbered(number);
}
