import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../server/protocol/questions.ts';
import { Button } from '../button.tsx';

type SimilarOfferProps = {
  /** What was written. */
  text: string;
  similar: readonly Question[];
  onSupport: (question: Question) => void;
  onSend: () => void;
  onBack: () => void;
};

/** Before sending: others have asked nearly the same. Supporting one counts for more than asking again. */
export function SimilarOffer({ text, similar, onSupport, onSend, onBack }: SimilarOfferProps) {
  const { t } = useTranslation('questions');
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The button that was pressed is gone; reading goes on here.
    title.current?.focus();
  }, []);
  return (
    <div className="similar">
      <h3 ref={title} tabIndex={-1}>
        {t('similar.title')}
      </h3>
      <p>{t('similar.text')}</p>
      <ul className="questions">
        {similar.map((question) => (
          <li key={question.questionId} className="question">
            <p className="question__text">{question.text}</p>
            <Button look="primary" onPress={() => onSupport(question)}>
              {t('similar.support')}
              <span className="visually-hidden">
                , {t('vote.for', { number: question.number })},
              </span>{' '}
              <span className="numbers">{t('vote.votes', { count: question.votes })}</span>
            </Button>
          </li>
        ))}
      </ul>
      <blockquote className="similar__own">{text}</blockquote>
      <div className="row">
        <Button onPress={onSend}>{t('similar.sendAnyway')}</Button>
        <Button look="quiet" onPress={onBack}>
          {t('similar.back')}
        </Button>
      </div>
    </div>
  );
}
