import { useTranslation } from 'react-i18next';
import type { QuestionsStore } from '../../session/questions-store.ts';
import { toSessionProblem } from '../../session/session-error.ts';
import { useNotice } from '../notices.tsx';
import { useSayProblem } from '../room/use-action.ts';
import { useStateWords } from './use-question-words.ts';

/** Says why a question was not changed: where somebody else was faster, what it is now. */
function useSayRefusal(store: QuestionsStore): (questionId: string, error: unknown) => void {
  const { t } = useTranslation('questions');
  const announce = useNotice();
  const sayProblem = useSayProblem();
  const stateWords = useStateWords();
  return (questionId, error) => {
    const problem = toSessionProblem(error);
    if (problem !== 'conflict' && problem !== 'not-found') {
      sayProblem(error);
      return;
    }
    const { view } = store.snapshot;
    const now = view?.questions.get(questionId);
    const words = view && now && t('conflict', { state: stateWords(now, view) });
    announce(words ?? t('conflictGone'), 'problem');
  };
}

/** Runs what changes a question. Resolves to whether it worked; why not is said, with what the question is now. */
export function useQuestionDeed(
  store: QuestionsStore,
): (questionId: string, deed: () => Promise<unknown>) => Promise<boolean> {
  const sayRefusal = useSayRefusal(store);
  return async (questionId, deed) => {
    try {
      await deed();
      return true;
    } catch (error) {
      sayRefusal(questionId, error);
      return false;
    }
  };
}

/** The same for the requests that change one question. */
export function useQuestionChange(
  store: QuestionsStore,
): (...args: Parameters<QuestionsStore['change']>) => Promise<boolean> {
  const run = useQuestionDeed(store);
  return (name, input) => run(input.questionId, () => store.change(name, input));
}

/** An asker's own words. Refused though nobody changed the question, it has been taken up: that is said. */
export function useOwnEdit(
  store: QuestionsStore,
): (input: { questionId: string; version: number; text: string }) => Promise<boolean> {
  const { t } = useTranslation('questions');
  const announce = useNotice();
  const sayRefusal = useSayRefusal(store);
  return async (input) => {
    try {
      await store.change('question:edit', input);
      return true;
    } catch (error) {
      const now = store.snapshot.view?.questions.get(input.questionId);
      const isTaken = toSessionProblem(error) === 'conflict' && now?.version === input.version;
      if (isTaken) announce(t('takenUp'), 'problem');
      else sayRefusal(input.questionId, error);
      return false;
    }
  };
}
