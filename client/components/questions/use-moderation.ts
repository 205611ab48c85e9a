import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../server/protocol/questions.ts';
import type { QuestionsStore } from '../../session/questions-store.ts';
import { SessionError } from '../../session/session-error.ts';
import type { ActionContext, QuestionAction } from '../../state/question-actions.ts';
import { queuedQuestions, type Approvable } from '../../state/question-lists.ts';
import type { QuestionsView } from '../../state/questions-view.ts';
import { useNotice } from '../notices.tsx';
import { useClaim } from './use-questions.ts';
import { useQuestionDeed } from './use-question-change.ts';

/** The actions that ask something before they are done. */
export const askingActions = [
  'dismiss',
  'reply',
  'merge',
  'edit',
  'label',
  'mute',
  'delete',
] as const satisfies readonly QuestionAction[];
export type AskingAction = (typeof askingActions)[number];

export type ModerationSheet =
  | { kind: AskingAction; questionId: string }
  /** Those that were shown when it was pressed: whatever came in since was not seen. */
  | ({ kind: 'approve-all' } & Approvable)
  | { kind: 'settings' | 'keys' | 'ask' };

/** What those who work here need in every part of the questions: what is known, what may be done, what is open. */
export type Moderation = {
  store: QuestionsStore;
  view: QuestionsView;
  context: ActionContext;
  code: string;
  /** Whose claims are one's own. */
  peerId: string;
  /** Names of those on stage. */
  stage: readonly string[];
  /** Does it, or opens what asks first. Resolves to whether it is done. */
  act: (question: Question, action: QuestionAction) => Promise<boolean>;
  approveAll: (questions: readonly Question[]) => Promise<void>;
  merge: (question: Question, into: Question) => Promise<void>;
  sheet: ModerationSheet | undefined;
  openSheet: (sheet: ModerationSheet | undefined) => void;
};

type ModerationOptions = Pick<Moderation, 'store' | 'view' | 'code' | 'peerId' | 'stage'> & {
  context: Omit<ActionContext, 'queue'>;
};

export function useModeration({ context, ...rest }: ModerationOptions): Moderation {
  const { store, view } = rest;
  const { t } = useTranslation('moderation');
  const announce = useNotice();
  const run = useQuestionDeed(store);
  const [sheet, openSheet] = useState<ModerationSheet>();
  const queue = queuedQuestions(view);
  useClaim(store, sheet && 'questionId' in sheet ? sheet.questionId : undefined);

  const act: Moderation['act'] = async (question, action) => {
    const { questionId, version } = question;
    if (isAsking(action)) {
      openSheet({ kind: action, questionId });
      return false;
    }
    return await run(questionId, () => doAction(store, { questionId, version }, action, queue));
  };
  const approveAll: Moderation['approveAll'] = async (questions) => {
    const seen = questions.map(({ questionId, version }) => ({ questionId, version }));
    await run('', async () => {
      const { approved, stale } = await store.approve(seen);
      const words = [t('list.approved', { count: approved.length })];
      if (stale.length > 0) words.push(t('list.stale', { count: stale.length }));
      announce(words.join(' '));
    });
  };
  const merge: Moderation['merge'] = async (question, into) => {
    const { questionId, version, number } = question;
    const isDone = await run(questionId, async () => {
      const merged = await store.change('question:merge', {
        ...{ questionId, version },
        ...{ intoId: into.questionId, intoVersion: into.version },
      });
      const undo = (): void =>
        void run(questionId, async () => {
          await store.change('question:unmerge', { questionId, version: merged.version });
          announce(t('dialog.undone', { number }));
        });
      announce(t('dialog.merged', { from: number, into: into.number }), 'ok', {
        label: t('dialog.undo'),
        onPress: undo,
      });
    });
    if (isDone) openSheet(undefined);
  };

  return {
    ...{ ...rest, act, approveAll, merge, sheet, openSheet },
    context: { ...context, queue: queue.map(({ questionId }) => questionId) },
  };
}

const isAsking = (action: QuestionAction): action is AskingAction =>
  (askingActions as readonly QuestionAction[]).includes(action);

type Seen = { questionId: string; version: number };

async function doAction(
  store: QuestionsStore,
  seen: Seen,
  action: Exclude<QuestionAction, AskingAction>,
  queue: readonly Question[],
): Promise<unknown> {
  const place = queue.findIndex(({ questionId }) => questionId === seen.questionId);
  switch (action) {
    case 'approve': {
      const { stale } = await store.approve([seen]);
      if (stale.length > 0) throw new SessionError('conflict', 'it changed meanwhile');
      return;
    }
    case 'queue':
      return store.change('question:queue', seen);
    case 'up':
      return store.change('question:queue', { ...seen, ...before(queue[place - 1]) });
    case 'down':
      return store.change('question:queue', { ...seen, ...before(queue[place + 2]) });
    case 'start':
      return store.change('question:start-answer', seen);
    case 'end':
      return store.change('question:end-answer', seen);
    case 'reopen':
    case 'unqueue':
      return store.change('question:reopen', seen);
    case 'defer':
      return store.change('question:defer', seen);
    case 'pin':
    case 'unpin':
      return store.change('question:pin', { ...seen, isPinned: action === 'pin' });
    case 'unmute':
      return store.change('question:mute-asker', { ...seen, isMuted: false });
  }
}

/** Before this one; without one, last. */
const before = (question: Question | undefined): { beforeId?: string } =>
  question ? { beforeId: question.questionId } : {};
