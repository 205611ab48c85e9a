import { useTranslation } from 'react-i18next';
import type { Question } from '../../../server/protocol/questions.ts';

/** The written replies to a question, each with who wrote it and who can see it. */
export function Answers({ question }: { question: Question }) {
  const { t } = useTranslation('questions');
  if (question.answers.length === 0) return null;
  return (
    <ul className="answers">
      {question.answers.map((answer) => (
        <li key={answer.answerId} className="answers__one">
          <p className="answers__by small">
            <strong>{t('answer.by', { name: answer.answeredBy })}</strong>
            {answer.isPrivate ? (
              <span className="tag">
                {question.isMine ? t('answer.private') : t('answer.privateToAsker')}
              </span>
            ) : null}
          </p>
          <p className="question__text">{answer.text}</p>
        </li>
      ))}
    </ul>
  );
}
