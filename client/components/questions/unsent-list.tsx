import { useTranslation } from 'react-i18next';
import type { WaitingQuestion } from '../../session/question-outbox.ts';
import type { QuestionsStore } from '../../session/questions-store.ts';
import { Button } from '../button.tsx';

const worded = ['forbidden', 'gone'] as const;

/** One's own questions that are not at the hub: on their way, or refused and waiting for a decision. */
export function UnsentList({
  store,
  unsent,
}: {
  store: QuestionsStore;
  unsent: readonly WaitingQuestion[];
}) {
  const { t } = useTranslation('questions');
  return unsent.map(({ questionId, text, problem }) => (
    <li key={questionId} className="question question--unsent">
      <p className="question__text">{text}</p>
      {problem ? (
        <>
          <p className="question__problem" role="alert">
            {t(`unsent.${worded.find((one) => one === problem) ?? 'other'}`)}
          </p>
          <div className="row">
            <Button onPress={() => store.outbox.retry(questionId)}>{t('unsent.retry')}</Button>
            <Button look="quiet" onPress={() => store.outbox.takeBack(questionId)}>
              {t('unsent.takeBack')}
            </Button>
          </div>
        </>
      ) : (
        <p className="question__state">{t('unsent.waiting')}</p>
      )}
    </li>
  ));
}
