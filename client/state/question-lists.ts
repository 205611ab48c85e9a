import {
  questionLimits,
  type Question,
  type QuestionState,
} from '../../server/protocol/questions.ts';
import type { QuestionsView } from './questions-view.ts';

/** What waits for a moderator, what the audience votes on, what is chosen, and what is over. */
export const moderatorLists = ['inbox', 'open', 'queue', 'done'] as const;
export type ModeratorList = (typeof moderatorLists)[number];

export type Sorting = 'votes' | 'time';

const listOf: Record<QuestionState, ModeratorList | undefined> = {
  pending: 'inbox',
  open: 'open',
  queued: 'queue',
  answering: 'queue', // Its head: what comes next comes after it.
  answered: 'done',
  dismissed: 'done',
  deferred: 'done',
  merged: undefined, // Stands under the one it was joined into.
  withdrawn: 'done',
};

export const listFor = (question: Question): ModeratorList | undefined =>
  listOf[question.state];

/** Which questions a moderator wants to see. */
export type QuestionFilter = {
  text: string;
  label: string | undefined;
};

export const everyQuestion: QuestionFilter = { text: '', label: undefined };

/** The questions of one list, in the order of working through it. */
export function moderatorList(
  view: QuestionsView,
  list: ModeratorList,
  { sorting, filter }: { sorting: Sorting; filter: QuestionFilter },
): Question[] {
  const inList = [...view.questions.values()].filter(
    (question) => listFor(question) === list && fits(question, filter),
  );
  switch (list) {
    case 'inbox':
      return inList.sort((a, b) => a.number - b.number);
    case 'open':
      return inList.sort(pinnedFirst(sorting === 'votes' ? byVotes : byNewest));
    case 'queue':
      return inList.sort(byQueue);
    case 'done':
      return inList.sort(byNewest);
  }
}

/** Questions that a press lets through, and those that it leaves. */
export type Approvable = { ready: Question[]; held: Question[] };

/**
 * What one press lets through of the inbox as it is shown (`ids`), each in the version that is shown. What a word holds
 * back wants a look of its own, and is left out.
 */
export function approvable(view: QuestionsView, ids: readonly string[]): Approvable {
  const shown = ids.flatMap((questionId) => view.questions.get(questionId) ?? []);
  const waits = shown.filter(({ state }) => state === 'pending');
  return {
    ready: waits.filter(({ isHeld }) => !isHeld),
    held: waits.filter(({ isHeld }) => isHeld),
  };
}

const waiting: readonly QuestionState[] = ['answering', 'open', 'queued', 'deferred'];

/** Those that wait for an answer: the one being answered and pinned ones first, last what waits for another session. */
export function waitingQuestions(view: QuestionsView, sorting: Sorting): Question[] {
  const turn = ({ state }: Question): number =>
    state === 'answering' ? 0 : state === 'deferred' ? 2 : 1;
  const inOrder = pinnedFirst(sorting === 'votes' ? byVotes : byNewest);
  return [...view.questions.values()]
    .filter(({ state }) => waiting.includes(state))
    .sort((a, b) => turn(a) - turn(b) || inOrder(a, b));
}

export function answeredQuestions(view: QuestionsView, sorting: Sorting): Question[] {
  return [...view.questions.values()]
    .filter(({ state }) => state === 'answered')
    .sort(sorting === 'votes' ? byVotes : byNewest);
}

/** Whatever became of them, the last asked first. */
export function myQuestions(view: QuestionsView): Question[] {
  return [...view.questions.values()].filter(({ isMine }) => isMine).sort(byNewest);
}

/**
 * Whether anyone but its asker has had to do with it: then its words are no more theirs alone. Who is on it right now
 * only the hub knows.
 */
export const isTakenUp = (question: Question): boolean =>
  (question.state !== 'pending' && question.state !== 'open') ||
  question.answers.length > 0 ||
  question.originalText !== undefined ||
  question.votes > 0 ||
  question.mergedCount > 0;

export function queuedQuestions(view: QuestionsView): Question[] {
  return [...view.questions.values()].filter(({ state }) => state === 'queued').sort(byQueue);
}

/** How many are answered before a queued one. */
export const queuePlace = (view: QuestionsView, questionId: string): number =>
  queuedQuestions(view).findIndex((question) => question.questionId === questionId);

/** The one being answered aloud right now. */
export function answeringQuestion(view: QuestionsView): Question | undefined {
  return [...view.questions.values()].find(({ state }) => state === 'answering');
}

/** Those that were joined into this one, the oldest first. */
export function joinedInto(view: QuestionsView, questionId: string): Question[] {
  return [...view.questions.values()]
    .filter((question) => question.state === 'merged' && question.mergedInto === questionId)
    .sort((a, b) => a.number - b.number);
}

/** What a question may be joined into. One that everyone sees must not vanish in one that waits to be checked. */
export function mergeTargets(view: QuestionsView, question: Question): Question[] {
  const possible: readonly QuestionState[] = ['open', 'queued', 'answering'];
  return [...view.questions.values()]
    .filter(
      ({ questionId, state }) =>
        questionId !== question.questionId &&
        (possible.includes(state) || (state === 'pending' && question.state === 'pending')),
    )
    .sort(byVotes);
}

/** All labels in use, in the order of the alphabet. */
export function labelsInUse(view: QuestionsView): string[] {
  const labels = [...view.questions.values()].flatMap((question) => question.labels ?? []);
  return [...new Set(labels)].sort((a, b) => a.localeCompare(b));
}

/** What to label a question with: labels in use, then whoever is on stage, to find what each is to answer. */
export function labelsOffered(
  view: QuestionsView,
  stage: readonly string[],
  chosen: readonly string[],
): string[] {
  const names = stage.filter((name) => name !== '' && name.length <= questionLimits.label);
  return [...new Set([...labelsInUse(view), ...names, ...chosen])];
}

/** "#12", or words of the text, the asker or the place, in any case and without accents. */
export function fits(question: Question, { text, label }: QuestionFilter): boolean {
  if (label !== undefined && !question.labels?.includes(label)) return false;
  const wanted = plain(text).trim();
  if (!wanted) return true;
  const number = /^#?(\d+)$/.exec(wanted)?.[1];
  if (number !== undefined && Number(number) === question.number) return true;
  const said = plain(
    [
      question.text,
      question.originalText ?? '',
      question.asker?.displayName ?? '',
      question.asker?.place ?? '',
      ...(question.labels ?? []),
    ].join(' '),
  );
  return wanted.split(/\s+/u).every((word) => said.includes(word));
}

const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('id');

type Order = (a: Question, b: Question) => number;

/** More support first; of two with the same the older. */
const byVotes: Order = (a, b) => b.votes - a.votes || a.number - b.number;
const byNewest: Order = (a, b) => b.number - a.number;
const byQueue: Order = (a, b) =>
  Number(b.state === 'answering') - Number(a.state === 'answering') ||
  (a.queueRank ?? 0) - (b.queueRank ?? 0) ||
  a.number - b.number;
const pinnedFirst =
  (order: Order): Order =>
  (a, b) =>
    Number(b.isPinned) - Number(a.isPinned) || order(a, b);
