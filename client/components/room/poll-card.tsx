import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PollAnswer } from '../../../server/protocol/polls.ts';
import type { Floor } from '../../session/floor.ts';
import type { RoomSession } from '../../session/room-session.ts';
import { currentPoll, noPolls, withAnswer } from '../../state/polls-view.ts';
import { Button } from '../button.tsx';
import { Callout } from '../callout.tsx';
import { Dialog } from '../dialog.tsx';
import { PollBars } from '../polls/poll-bars.tsx';
import { PollForm } from '../polls/poll-form.tsx';
import { Spoken } from '../spoken.tsx';
import { useAction } from './use-action.ts';
import { useLive } from './use-live.ts';

type PollCardProps = { session: RoomSession; floor: Floor };

/**
 * The poll that concerns this person now, in sight above the stage and behind one button. It takes no focus and opens
 * nothing by itself; a screen reader says once that it is there.
 */
export function PollCard({ session, floor }: PollCardProps) {
  const { t } = useTranslation('polls');
  const run = useAction();
  const view = useLive(floor.polls) ?? noPolls;
  const poll = currentPoll(view);
  const [opened, setOpened] = useState<string>();
  const [dismissed, setDismissed] = useState<string>();
  /** The poll whose form is open again though it was answered. */
  const [changing, setChanging] = useState<string>();

  const isOpen = poll?.state === 'open';
  const isGone = !poll || (!isOpen && dismissed === poll.pollId);
  const answer = poll ? view.answers[poll.pollId] : undefined;
  const showsForm = isOpen && (!answer || changing === poll.pollId);
  const send = async (given: PollAnswer): Promise<void> => {
    if (!poll) return;
    const { pollId } = poll;
    const isKept = await run(() => session.request('poll:answer', { pollId, answer: given }));
    if (!isKept) return;
    floor.polls.change((known) => withAnswer(known, pollId, given));
    setChanging(undefined);
  };

  return (
    <>
      <Spoken>
        {isGone
          ? ''
          : t(isOpen ? 'news.open' : 'news.result', { question: poll.plan.question })}
      </Spoken>
      {isGone ? null : (
        <section className="poll-card" aria-label={t('title')}>
          <div className="poll-card__words">
            <strong>{poll.plan.question}</strong>
            <span className="small">
              {isOpen ? t(answer ? 'saved' : 'card.open') : t('card.result')}
            </span>
          </div>
          <div className="poll-card__actions">
            <Button
              look={showsForm ? 'primary' : 'secondary'}
              onPress={() => setOpened(poll.pollId)}
            >
              {isOpen ? t(answer ? 'card.look' : 'card.answer') : t('card.seeResult')}
            </Button>
            {isOpen ? null : (
              <Button
                look="quiet"
                aria-label={t('card.dismissNamed')}
                onPress={() => setDismissed(poll.pollId)}
              >
                {t('card.dismiss')}
              </Button>
            )}
          </div>
        </section>
      )}
      {poll ? (
        <Dialog
          title={poll.plan.question}
          isOpen={opened === poll.pollId}
          onClose={() => {
            setOpened(undefined);
            setChanging(undefined);
          }}
          isTall
        >
          <div role="status">
            {answer && !showsForm ? (
              <Callout tone="ok">
                <p>{t(isOpen ? 'savedLong' : 'closedLong')}</p>
              </Callout>
            ) : null}
          </div>
          {showsForm ? (
            <PollForm
              key={poll.pollId}
              poll={poll}
              answer={answer}
              onAnswer={(given) => void send(given)}
            />
          ) : (
            <PollBars poll={poll} />
          )}
          {isOpen && !showsForm ? (
            <>
              {poll.tally ? null : <p className="muted">{t('held')}</p>}
              <div>
                <Button onPress={() => setChanging(poll.pollId)}>{t('change')}</Button>
              </div>
            </>
          ) : null}
        </Dialog>
      ) : null}
    </>
  );
}
