import './stage-question.css';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../server/protocol/questions.ts';
import type { Role } from '../../../server/protocol/words.ts';
import type { QuestionsStore } from '../../session/questions-store.ts';
import { answeringQuestion, queuedQuestions } from '../../state/question-lists.ts';
import { Button } from '../button.tsx';
import { ClampedText } from './clamped-text.tsx';
import { useQuestionChange } from './use-question-change.ts';
import { useAskerWords } from './use-question-words.ts';
import { useQuestions } from './use-questions.ts';

type StageQuestionProps = {
  store: QuestionsStore;
  role: Role;
  isLive: boolean;
};

/**
 * What is being answered right now, large, for everyone; for those who answer also what comes next, and the two buttons
 * that begin and end an answer.
 */
export function StageQuestion({ store, role, isLive }: StageQuestionProps) {
  const { t } = useTranslation('questions');
  const { view } = useQuestions(store);
  const change = useQuestionChange(store);
  if (!view) return null;
  const now = answeringQuestion(view);
  const mayAnswer = role !== 'listener' && isLive;
  const next = mayAnswer ? queuedQuestions(view)[0] : undefined;
  if (!now && !next) return null;
  const seen = ({ questionId, version }: Question) => ({ questionId, version });
  return (
    <section className="stage-question" aria-label={t('now.label')}>
      {now ? (
        <div className="stage-question__now">
          <h2 className="stage-question__label">{t('now.title')}</h2>
          <ClampedText key={now.questionId} text={now.text} className="stage-question__text" />
          <Asker question={now} />
          {mayAnswer ? (
            <Button onPress={() => void change('question:end-answer', seen(now))}>
              {t('now.end')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {next ? (
        <div className="stage-question__next">
          <h2 className="stage-question__label">{t('now.next')}</h2>
          <ClampedText key={next.questionId} text={next.text} className="" />
          <Asker question={next} />
          <Button onPress={() => void change('question:start-answer', seen(next))}>
            {t('now.start')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function Asker({ question: { asker } }: { question: Question }) {
  const askerWords = useAskerWords();
  return asker ? <p className="small">{askerWords(asker)}</p> : null;
}
