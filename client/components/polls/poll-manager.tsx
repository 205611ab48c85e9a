import './polls.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Poll, PollPlan } from '../../../server/protocol/polls.ts';
import { emptyPollForm, toPollForm } from '../../state/poll-form.ts';
import { Button } from '../button.tsx';
import { ConfirmDialog } from '../dialog.tsx';
import { PollBars } from './poll-bars.tsx';
import { PollEditor } from './poll-editor.tsx';

export type PollDraft = { plan: PollPlan; isShown: boolean };

/** What may be done with polls here. Each says by itself when it fails, and resolves to whether it worked. */
export type PollDeeds = {
  draft: (draft: PollDraft) => Promise<boolean>;
  change: (poll: Poll, draft: PollDraft) => Promise<boolean>;
  delete: (poll: Poll) => Promise<boolean>;
  /** While the session is live, in its room. */
  live?: {
    /** One's own answer, like anybody's. */
    answer: (poll: Poll) => void;
    hasAnswered: (poll: Poll) => boolean;
    open: (poll: Poll) => Promise<boolean>;
    close: (poll: Poll) => Promise<boolean>;
    show: (poll: Poll, isShown: boolean) => Promise<boolean>;
    hideWord: (poll: Poll, word: string, isHidden: boolean) => Promise<boolean>;
  };
};

type PollManagerProps = {
  polls: readonly Poll[];
  deeds: PollDeeds;
  /** Nothing can be drafted any more. */
  isOver?: boolean;
};

/** For hosts and moderators: what is open, what is drafted, what was asked. */
export function PollManager({ polls, deeds, isOver = false }: PollManagerProps) {
  const { t } = useTranslation('polls');
  /** A poll's id, or `new`. */
  const [editing, setEditing] = useState<string>();
  const stop = (): void => setEditing(undefined);
  const save = async (deed: Promise<boolean>): Promise<void> => {
    if (await deed) stop();
  };
  const open = polls.filter(({ state }) => state === 'open');
  const drafts = polls.filter(({ state }) => state === 'draft');
  const closed = polls.filter(({ state }) => state === 'closed').reverse();

  return (
    <div className="poll-list">
      {isOver ? null : editing === 'new' ? (
        <PollEditor
          start={emptyPollForm}
          onSave={(draft) => void save(deeds.draft(draft))}
          onCancel={stop}
        />
      ) : (
        <div>
          <Button onPress={() => setEditing('new')}>{t('new')}</Button>
        </div>
      )}
      {polls.length === 0 && editing !== 'new' ? <p className="muted">{t('none')}</p> : null}
      {[...open, ...drafts, ...closed].map((poll) =>
        editing === poll.pollId && poll.state === 'draft' ? (
          <PollEditor
            key={poll.pollId}
            start={toPollForm(poll.plan, poll.isShown)}
            onSave={(draft) => void save(deeds.change(poll, draft))}
            onCancel={stop}
          />
        ) : (
          <PollItem
            key={poll.pollId}
            poll={poll}
            deeds={deeds}
            isOver={isOver}
            onEdit={() => setEditing(poll.pollId)}
          />
        ),
      )}
    </div>
  );
}

type PollItemProps = { poll: Poll; deeds: PollDeeds; isOver: boolean; onEdit: () => void };

function PollItem({ poll, deeds, isOver, onEdit }: PollItemProps) {
  const { t } = useTranslation('polls');
  const { plan, state, isShown } = poll;
  const { live } = deeds;
  const [isAsking, setIsAsking] = useState(false);
  const ownAnswer = live?.hasAnswered(poll) ? 'ownChange' : 'ownAnswer';
  const named = (
    key: 'open' | 'edit' | 'duplicate' | 'delete' | 'openAgain' | 'ownAnswer' | 'ownChange',
  ) => `${t(key)}: ${plan.question}`;
  return (
    <section className={`poll-item poll-item--${state}`} aria-label={plan.question}>
      <p className="poll-item__question">{plan.question}</p>
      <p className="small muted">
        {t(`kind.${plan.kind}`)} · {t(`state.${state}`)} · {t(isShown ? 'shown' : 'heldBack')}
      </p>
      {state === 'draft' ? (
        <PlanLines plan={plan} />
      ) : (
        <PollBars
          poll={poll}
          onHideWord={
            live ? (word, isHidden) => void live.hideWord(poll, word, isHidden) : undefined
          }
        />
      )}
      <div className="poll-item__actions">
        {live && state === 'draft' ? (
          <Button
            look="primary"
            aria-label={named('open')}
            onPress={() => void live.open(poll)}
          >
            {t('open')}
          </Button>
        ) : null}
        {live && state === 'open' ? (
          <Button look="primary" onPress={() => void live.close(poll)}>
            {t('close')}
          </Button>
        ) : null}
        {live && state === 'open' ? (
          <Button aria-label={named(ownAnswer)} onPress={() => live.answer(poll)}>
            {t(ownAnswer)}
          </Button>
        ) : null}
        {live && state !== 'draft' ? (
          <Button onPress={() => void live.show(poll, !isShown)}>
            {t(isShown ? 'hold' : 'show')}
          </Button>
        ) : null}
        {live && state === 'closed' ? (
          <Button aria-label={named('openAgain')} onPress={() => void live.open(poll)}>
            {t('openAgain')}
          </Button>
        ) : null}
        {state === 'draft' && !isOver ? (
          <Button aria-label={named('edit')} onPress={onEdit}>
            {t('edit')}
          </Button>
        ) : null}
        {isOver ? null : (
          <Button
            aria-label={named('duplicate')}
            onPress={() => void deeds.draft({ plan, isShown })}
          >
            {t('duplicate')}
          </Button>
        )}
        {state === 'draft' && !isOver ? (
          <Button look="quiet" aria-label={named('delete')} onPress={() => setIsAsking(true)}>
            {t('delete')}
          </Button>
        ) : null}
      </div>
      <ConfirmDialog
        title={t('deleteTitle')}
        text={t('deleteText', { question: plan.question })}
        action={t('deleteButton')}
        isOpen={isAsking}
        onConfirm={() => void deeds.delete(poll)}
        onClose={() => setIsAsking(false)}
      />
    </section>
  );
}

/** What a draft will ask. */
function PlanLines({ plan }: { plan: PollPlan }) {
  const { t } = useTranslation('polls');
  if (plan.kind === 'words') return <p>{t('upToWords', { count: plan.maxWords })}</p>;
  if (plan.kind === 'scale') {
    const { from, to, fromLabel, toLabel } = plan;
    return (
      <p>
        {from}
        {fromLabel ? ` (${fromLabel})` : ''} – {to}
        {toLabel ? ` (${toLabel})` : ''}
      </p>
    );
  }
  return (
    <ul>
      {plan.options.map((option) => (
        <li key={option}>{option}</li>
      ))}
    </ul>
  );
}
