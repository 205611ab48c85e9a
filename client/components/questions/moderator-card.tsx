import { useEffect, useRef, type HTMLAttributes } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../server/protocol/questions.ts';
import { actionKeys, actionsFor, type QuestionAction } from '../../state/question-actions.ts';
import { Button } from '../button.tsx';
import { Answers } from './answers.tsx';
import { JoinedQuestions } from './joined-questions.tsx';
import { MoreActions } from './more-actions.tsx';
import type { Moderation } from './use-moderation.ts';
import { useAskedWords, useStateWords } from './use-question-words.ts';

type ModeratorCardProps = {
  moderation: Moderation;
  question: Question;
  onAct: Moderation['act'];
  /** It belongs to another list by now and only keeps its place here. */
  hasMoved: boolean;
  /** Not known to the hub any more. */
  isGone: boolean;
  /** The one that Tab and the keys go to. */
  isCurrent: boolean;
};

/** One question as those see it who work here: all that is known of it, and what can be done with it. */
export function ModeratorCard(props: ModeratorCardProps) {
  const { moderation, question, onAct, hasMoved, isGone, isCurrent } = props;
  const { t } = useTranslation(['moderation', 'questions']);
  const askedWords = useAskedWords();
  const stateWords = useStateWords();
  const card = useRef<HTMLElement>(null);
  const { questionId, number, text, originalText, votes, state } = question;
  const keptFocus = useKeptFocus(card, `${state} ${hasMoved}`);
  const isAnswering = state === 'answering';
  const { main, more } = actionsFor(question, moderation.context);
  const press = (action: QuestionAction): void => void onAct(question, action);
  return (
    <article
      ref={card}
      className={`mod-card${hasMoved ? ' mod-card--moved' : ''}${isAnswering ? ' mod-card--answering' : ''}`}
      data-question={questionId}
      tabIndex={isCurrent ? 0 : -1}
      aria-label={t('questions:all.number', { number })}
      {...keptFocus}
    >
      <p className="mod-card__head small muted">
        <span className="numbers">#{number}</span>
        <span>{askedWords(question)}</span>
        <span className="mod-card__votes numbers">
          <span aria-hidden="true">▲ {votes}</span>
          <span className="visually-hidden">{t('questions:vote.votes', { count: votes })}</span>
        </span>
      </p>
      <p className="question__text">{text}</p>
      {originalText !== undefined && originalText !== text ? (
        <p className="small muted">{t('card.original', { text: originalText })}</p>
      ) : null}
      <Tags moderation={moderation} question={question} />
      {(isAnswering && !hasMoved) ||
      state === 'answered' ||
      state === 'dismissed' ||
      state === 'deferred' ? (
        <p className="question__state">{stateWords(question, moderation.view)}</p>
      ) : null}
      <Answers question={question} />
      <JoinedQuestions moderation={moderation} question={question} />
      {hasMoved ? (
        <p className="mod-card__moved">
          {t('card.moved', {
            state: isGone ? t('questions:state.gone') : stateWords(question, moderation.view),
          })}
        </p>
      ) : null}
      {hasMoved && !isAnswering ? null : (
        <div className="mod-card__actions">
          {main.map((action) => (
            <Button
              key={action}
              onPress={() => press(action)}
              excludeFromTabOrder={!isCurrent}
              aria-keyshortcuts={actionKeys[action]}
              data-key={actionKeys[action].toUpperCase()}
            >
              {t(`action.${action}`)}
              <span className="visually-hidden"> {t('card.for', { number })}</span>
            </Button>
          ))}
          {more.length > 0 ? (
            <MoreActions
              number={number}
              actions={more}
              isInTabOrder={isCurrent}
              onAction={press}
            />
          ) : null}
        </div>
      )}
    </article>
  );
}

function Tags({ moderation, question }: Pick<ModeratorCardProps, 'moderation' | 'question'>) {
  const { t } = useTranslation(['moderation', 'questions']);
  const { isPinned, isHeld, askerIsHidden, askerIsMuted, labels = [], claim } = question;
  const claimedBy = claim && claim.peerId !== moderation.peerId ? claim.displayName : undefined;
  const tags = [
    isPinned && { text: t('questions:all.pinned'), look: 'plain' },
    isHeld && { text: t('card.held'), look: 'warning' },
    // Worth a word only where the others' names are seen.
    askerIsHidden &&
      moderation.view.settings.askerMode === 'named' && {
        text: t('card.hidden'),
        look: 'plain',
      },
    askerIsMuted && { text: t('card.muted'), look: 'warning' },
    ...labels.map((text) => ({ text, look: 'label' })),
    claimedBy !== undefined && { text: t('card.claimed', { name: claimedBy }), look: 'claim' },
  ].filter((tag) => typeof tag === 'object');
  if (tags.length === 0) return null;
  return (
    <ul className="tags">
      {tags.map(({ text, look }) => (
        <li key={text} className={`tag tag--${look}`}>
          {text}
        </li>
      ))}
    </ul>
  );
}

/** The button that was pressed goes with the state it was for; whoever pressed it stays where they were. */
function useKeptFocus(
  card: { current: HTMLElement | null },
  state: string,
): Pick<HTMLAttributes<HTMLElement>, 'onFocus' | 'onBlur'> {
  const hadFocus = useRef(false);
  useEffect(() => {
    const isNowhere = document.activeElement === document.body;
    if (hadFocus.current && isNowhere) card.current?.focus({ preventScroll: true });
  }, [card, state]);
  return {
    onFocus: () => {
      hadFocus.current = true;
    },
    onBlur: ({ relatedTarget }) => {
      // Without a next element it was taken out of the page; that is not leaving.
      if (relatedTarget && !card.current?.contains(relatedTarget)) hadFocus.current = false;
    },
  };
}
