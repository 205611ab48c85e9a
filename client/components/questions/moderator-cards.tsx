import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../server/protocol/questions.ts';
import { actionKeys, actionsFor, type QuestionAction } from '../../state/question-actions.ts';
import { listFor, type ModeratorList as ListName } from '../../state/question-lists.ts';
import { ModeratorCard } from './moderator-card.tsx';
import type { HeldListState } from './use-held-list.ts';
import type { Moderation } from './use-moderation.ts';

type ModeratorCardsProps = {
  moderation: Moderation;
  list: ListName;
  held: HeldListState;
  isFiltered: boolean;
  onSideways: ((step: 1 | -1) => void) | undefined;
};

const emptyWords = {
  inbox: 'list.emptyInbox',
  open: 'list.emptyOpen',
  queue: 'list.emptyQueue',
  done: 'list.emptyDone',
} as const;

/** The questions of a list: they hold still, and every action has a key on the focused one. */
export function ModeratorCards({
  moderation,
  list,
  held,
  isFiltered,
  onSideways,
}: ModeratorCardsProps) {
  const { t } = useTranslation('moderation');
  const { view, store } = moderation;
  const { ids, release } = held;
  const known = useLastKnown(view.questions, ids);
  const element = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<string>();
  const current = chosen !== undefined && ids.includes(chosen) ? chosen : ids[0];
  const belongs = (questionId: string): boolean => {
    const question = view.questions.get(questionId);
    return question !== undefined && listFor(question) === list;
  };
  /** Here, or begun from here: then it is ended from here, too. */
  const isAtHand = (questionId: string): boolean =>
    belongs(questionId) || view.questions.get(questionId)?.state === 'answering';
  const focusOn = (questionId: string | undefined): void =>
    element.current
      ?.querySelector<HTMLElement>(`[data-question="${CSS.escape(questionId ?? '')}"]`)
      ?.focus();

  /** Whoever moves a question wants to see it move. */
  const act: Moderation['act'] = async (question, action) => {
    const isDone = await moderation.act(question, action);
    if (isDone && (action === 'up' || action === 'down')) release();
    return isDone;
  };
  /** On to the next one, except from an answer: the same key again ends it, and must not begin another. */
  const pressKey = (question: Question, action: QuestionAction): void => {
    const next = ids.slice(ids.indexOf(question.questionId) + 1).find(belongs);
    const stays = action === 'start' || action === 'end';
    void act(question, action).then((isDone) => {
      const left = store.snapshot.view?.questions.get(question.questionId);
      if (isDone && !stays && (!left || listFor(left) !== list)) focusOn(next);
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !isOnCard(event.target)) return;
    const question = current === undefined ? undefined : view.questions.get(current);
    const place = ids.indexOf(current ?? '');
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const aside = ({ ArrowRight: 1, ArrowLeft: -1 } as const)[event.key];
    const offered = question && actionsFor(question, moderation.context);
    const action = [...(offered?.main ?? []), ...(offered?.more ?? [])].find(
      (one) => actionKeys[one] === event.key.toLowerCase(),
    );
    if (step) focusOn(ids[place + step]);
    else if (aside && onSideways) onSideways(aside);
    else if (event.key === '?') moderation.openSheet({ kind: 'keys' });
    else if (event.key === '.') release();
    else if (question && action && isAtHand(question.questionId)) {
      // A key that is held down is one press: else it would begin and end answers by turns.
      if (!event.repeat) pressKey(question, action);
    } else return;
    event.preventDefault();
    // The room has keys of its own.
    event.stopPropagation();
  };

  return (
    <div ref={element} className="mod-list__cards" data-list={list} onKeyDown={onKeyDown}>
      {ids.length === 0 ? (
        <p className="muted">{t(isFiltered ? 'list.emptyFiltered' : emptyWords[list])}</p>
      ) : null}
      <ul
        className="questions"
        onFocus={({ target }) => setChosen(questionAt(target) ?? current)}
      >
        {ids.map((questionId) => {
          const question = known.get(questionId);
          return question ? (
            <li key={questionId}>
              <ModeratorCard
                moderation={moderation}
                question={question}
                onAct={act}
                hasMoved={!belongs(questionId)}
                isGone={!view.questions.has(questionId)}
                isCurrent={questionId === current}
              />
            </li>
          ) : null;
        })}
      </ul>
    </div>
  );
}

const questionAt = (target: Element): string | undefined =>
  target.closest<HTMLElement>('[data-question]')?.dataset['question'];

/** Typing into a field, or choosing from a menu, is not a command. */
const isOnCard = (target: EventTarget): boolean =>
  target instanceof Element &&
  target.closest('[data-question]') !== null &&
  target.closest('input, textarea, select, [role=menu], [role=dialog]') === null;

/** What a held list shows may be gone from the hub: then as it was last known. */
function useLastKnown(
  questions: ReadonlyMap<string, Question>,
  ids: readonly string[],
): ReadonlyMap<string, Question> {
  const [known, setKnown] = useState<ReadonlyMap<string, Question>>(new Map());
  const entries = ids.flatMap((questionId): [string, Question][] => {
    const question = questions.get(questionId) ?? known.get(questionId);
    return question ? [[questionId, question]] : [];
  });
  const isSame =
    entries.length === known.size &&
    entries.every(([questionId, question]) => known.get(questionId) === question);
  if (isSame) return known;
  const next = new Map(entries);
  setKnown(next);
  return next;
}
