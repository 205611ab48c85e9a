import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Floor } from '../../session/floor.ts';
import type { RoomSession } from '../../session/room-session.ts';
import { currentPoll, noPolls } from '../../state/polls-view.ts';
import { Button } from '../button.tsx';
import { Spoken } from '../spoken.tsx';
import { PollDialog } from './poll-dialog.tsx';
import { useLive } from './use-live.ts';

type PollCardProps = { session: RoomSession; floor: Floor };

/**
 * The poll that concerns this person now, in sight above the stage and behind one button. It takes no focus and opens
 * nothing by itself; a screen reader says once that it is there.
 */
export function PollCard({ session, floor }: PollCardProps) {
  const { t } = useTranslation('polls');
  const view = useLive(floor.polls) ?? noPolls;
  const poll = currentPoll(view);
  const [opened, setOpened] = useState<string>();
  const [dismissed, setDismissed] = useState<string>();

  const isOpen = poll?.state === 'open';
  const isGone = !poll || (!isOpen && dismissed === poll.pollId);
  const answer = poll ? view.answers[poll.pollId] : undefined;

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
              look={isOpen && !answer ? 'primary' : 'secondary'}
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
        <PollDialog
          poll={poll}
          session={session}
          floor={floor}
          isOpen={opened === poll.pollId}
          onClose={() => setOpened(undefined)}
        />
      ) : null}
    </>
  );
}
