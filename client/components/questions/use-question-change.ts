import { useTranslation } from 'react-i18next';
import type { QuestionsStore } from '../../session/questions-store.ts';
import { toSessionProblem } from '../../session/session-error.ts';
import { useNotice } from '../notices.tsx';
import { useSayProblem } from '../room/use-action.ts';
import { useStateWords } from './use-question-words.ts';

/** Runs what changes a question. Resolves to whether it worked; why not is said, with what the question is now. */
export function useQuestionDeed(
  store: QuestionsStore,
): (questionId: string, deed: () => Promise<unknown>) => Promise<boolean> {
  const { t } = useTranslation('questions');
  const announce = useNotice();
  const sayProblem = useSayProblem();
  const stateWords = useStateWords();
  return async (questionId, deed) => {
    try {
      await deed();
      return true;
    } catch (error) {
      const problem = toSessionProblem(error);
      if (problem !== 'conflict' && problem !== 'not-found') {
        sayProblem(error);
        return false;
      }
      const { view } = store.snapshot;
      const now = view?.questions.get(questionId);
      const words = view && now && t('conflict', { state: stateWords(now, view) });
      announce(words ?? t('conflictGone'), 'problem');
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
