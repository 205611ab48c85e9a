import { morePrivate } from '../questions/question-view.ts';
import type { StoredQuestion } from '../questions/question.ts';
import type { AskerMode } from '../protocol/questions.ts';

/** Someone who asked: known to hosts by name, or by nothing but one question. */
export type RecordedAsker = {
  /** Empty where hosts do not know it. */
  displayName: string;
  /** In place of the name. */
  question: { questionId: string; text: string } | undefined;
  /** When they were taken out of the recording, and by which host. */
  withdrawn: { at: Date; by: string } | undefined;
};

type Asked = Pick<StoredQuestion, 'questionId' | 'text' | 'displayName' | 'askerMode'>;
type Gone = { questionId: string; displayName: string; at: Date; by: string };

/**
 * Each name once, and each question whose asker hosts do not know: nothing tells whether two of those are one person's.
 * Of a question that was taken out its words are not told again.
 */
export function listAskers(
  asked: readonly Asked[],
  gone: readonly Gone[],
  /** The session's own. */
  askerMode: AskerMode,
): RecordedAsker[] {
  const there = asked.map(({ questionId, text, ...asker }): [string, RecordedAsker] => {
    const isKnown = morePrivate(asker.askerMode, askerMode) !== 'anonymous';
    const displayName = isKnown ? asker.displayName : '';
    const question = displayName === '' ? { questionId, text } : undefined;
    return [displayName || questionId, { displayName, question, withdrawn: undefined }];
  });
  const taken = gone.map(({ questionId, displayName, at, by }): [string, RecordedAsker] => {
    const question = displayName === '' ? { questionId, text: '' } : undefined;
    return [displayName || questionId, { displayName, question, withdrawn: { at, by } }];
  });
  return [...new Map([...taken, ...there]).values()];
}

/** Whether a question is told in the episode of its session: aloud or in writing, answered in it or spoken of after it. */
export function isTold(
  { history }: Pick<StoredQuestion, 'history'>,
  { isSpoken, endedAt }: { isSpoken: boolean; endedAt: Date | undefined },
): boolean {
  return (
    isSpoken ||
    history.some(
      ({ state, at }) =>
        (state === 'answering' || state === 'answered') && (!endedAt || at <= endedAt),
    )
  );
}
