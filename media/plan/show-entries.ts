import type { Answered } from './answers.ts';
import { clipEntries, type Clips } from './clips.ts';
import { dressEntries } from './dress-entries.ts';
import type { EditEntry } from './edit-list.ts';
import { toFrame } from './frame-grid.ts';
import { keepEntries } from './keep-entries.ts';
import type { FrameSpan } from './programme.ts';

/**
 * All that is seen, in order: the clips' cards, and of the session what no host has cut, with names, questions and its
 * own cards laid over.
 * @param entries of the session, from planEditList.
 */
export function showEntries(
  entries: readonly EditEntry[],
  {
    durationMs,
    cuts,
    answers,
    clips,
  }: {
    /** Of the session. */
    durationMs: number;
    cuts: readonly FrameSpan[];
    answers: readonly Answered[];
    clips: Clips;
  },
): EditEntry[] {
  const seen = keepEntries(entries, cuts);
  const beside = clipEntries(clips, toFrame(durationMs));
  return [...beside.before, ...dressEntries(seen, { answers, clips }), ...beside.after];
}
