import './questions.css';
import { useCallback } from 'react';
import type { QuestionsStore } from '../../session/questions-store.ts';
import { useSayProblem } from '../room/use-action.ts';
import { Loading } from '../loading.tsx';
import { AskForm } from './ask-form.tsx';
import { MyQuestions } from './my-questions.tsx';
import { QuestionList } from './question-list.tsx';
import { useLooking, useQuestions } from './use-questions.ts';

type AudienceQuestionsProps = { store: QuestionsStore; knownName: string };

/** What the audience does with questions: ask, see what became of one's own, support others'. */
export function AudienceQuestions({ store, knownName }: AudienceQuestionsProps) {
  const { view, unsent } = useQuestions(store);
  const vote = useVote(store);
  useLooking(store);
  if (!view) return <Loading />;
  return (
    <div className="audience-questions">
      <AskForm
        store={store}
        settings={view.settings}
        isMuted={view.isMuted}
        knownName={knownName}
        onVote={vote}
      />
      <MyQuestions store={store} view={view} unsent={unsent} />
      <QuestionList view={view} onVote={vote} />
    </div>
  );
}

/** Supports or not; the same function while the page lives, so that cards are not drawn again for it. */
function useVote(store: QuestionsStore): (questionId: string, isFor: boolean) => void {
  const sayProblem = useSayProblem();
  return useCallback(
    (questionId, isFor) => void store.vote(questionId, isFor).catch(sayProblem),
    [store, sayProblem],
  );
}
