import type { TimelineEntry } from '../../media/contract/timeline.ts';
import type { StoredQuestion } from './question.ts';

/** What the recording's timeline keeps of a change: answers aloud with their beginning and end, and those in writing. */
export function answerNotes(
  before: StoredQuestion | undefined,
  after: StoredQuestion,
): TimelineEntry[] {
  const { questionId, answeredBy = '' } = after;
  const title = after.text.replace(/\s+/gu, ' ');
  const about = { questionId, title };
  const notes: TimelineEntry[] = [];
  if (before?.state !== 'answering' && after.state === 'answering') {
    notes.push({ type: 'answer.start', ...about, answeredBy });
  }
  if (before?.state === 'answering' && after.state !== 'answering') {
    notes.push({ type: 'answer.end', ...about, answeredBy });
  }
  const known = new Set(before?.replies.map(({ answerId }) => answerId));
  for (const reply of after.replies) {
    if (reply.isPrivate || known.has(reply.answerId)) continue;
    const { text, answeredBy: writer } = reply;
    notes.push({ type: 'answer.typed', ...about, text, answeredBy: writer });
  }
  return notes;
}
