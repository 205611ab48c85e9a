import { useTranslation } from 'react-i18next';
import type { Question } from '../../../server/protocol/questions.ts';
import { joinedInto } from '../../state/question-lists.ts';
import { Button } from '../button.tsx';
import { Disclosure } from '../disclosure.tsx';
import type { Moderation } from './use-moderation.ts';
import { useQuestionChange } from './use-question-change.ts';

/** What was joined into a question, each to be taken out again. */
export function JoinedQuestions({
  moderation: { store, view },
  question,
}: {
  moderation: Moderation;
  question: Question;
}) {
  const { t } = useTranslation('moderation');
  const change = useQuestionChange(store);
  if (question.mergedCount === 0) return null;
  return (
    <Disclosure title={t('card.merged', { count: question.mergedCount })}>
      <ul className="joined">
        {joinedInto(view, question.questionId).map(({ questionId, version, number, text }) => (
          <li key={questionId}>
            <p className="small">
              #{number} {text}
            </p>
            <Button
              look="quiet"
              onPress={() => void change('question:unmerge', { questionId, version })}
            >
              {t('card.unmerge')}
              <span className="visually-hidden"> {t('card.for', { number })}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
