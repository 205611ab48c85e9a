import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import type { Question, QuestionState } from '../../../server/protocol/questions.ts';

type VoteButtonProps = {
  question: Question;
  isSupported: boolean;
  onVote: (isFor: boolean) => void;
};

/** Frozen once answered. */
const votable: readonly QuestionState[] = ['open', 'queued', 'answering'];

/** Supports a question: a word and a number, large enough for any thumb. One's own and finished ones show the number alone. */
export function VoteButton({ question, isSupported, onVote }: VoteButtonProps) {
  const { t } = useTranslation('questions');
  const { votes, number, state, isMine } = question;
  if (isMine || !votable.includes(state)) {
    return <p className="votes numbers">{t('vote.votes', { count: votes })}</p>;
  }
  return (
    <Button
      className={`vote${isSupported ? ' vote--for' : ''}`}
      onPress={() => onVote(!isSupported)}
    >
      <span className="vote__mark" aria-hidden="true">
        {isSupported ? '✓' : '▲'}
      </span>
      {isSupported ? t('vote.supporting') : t('vote.support')}
      <span className="visually-hidden"> {t('vote.for', { number })}, </span>
      <span className="vote__count numbers">{votes}</span>
      {isSupported ? <span className="visually-hidden"> {t('vote.again')}</span> : null}
    </Button>
  );
}
