import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../server/protocol/questions.ts';
import { Answers } from './answers.tsx';
import { useAskedWords } from './use-question-words.ts';
import { VoteButton } from './vote-button.tsx';

type QuestionCardProps = {
  question: Question;
  /** What has become of it, where that is worth a word. */
  stateWords: string | undefined;
  isSupported: boolean;
  onVote: (questionId: string, isFor: boolean) => void;
};

/** One question as the audience sees it. */
export const QuestionCard = memo(function QuestionCard({
  question,
  stateWords,
  isSupported,
  onVote,
}: QuestionCardProps) {
  const { t } = useTranslation('questions');
  const askedWords = useAskedWords();
  const { questionId, number, state, isPinned } = question;
  return (
    <li className={`question question--${state}`} data-question={questionId}>
      <p className="question__head small muted">
        <span className="numbers">
          <span aria-hidden="true">#{number}</span>
          <span className="visually-hidden">{t('all.number', { number })}</span>
        </span>
        <span>{askedWords(question)}</span>
        {isPinned ? <span className="tag">{t('all.pinned')}</span> : null}
      </p>
      <p className="question__text">{question.text}</p>
      {stateWords ? <p className="question__state">{stateWords}</p> : null}
      <VoteButton
        question={question}
        isSupported={isSupported}
        onVote={(isFor) => onVote(questionId, isFor)}
      />
      <Answers question={question} />
    </li>
  );
});
