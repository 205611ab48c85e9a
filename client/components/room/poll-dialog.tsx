import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Poll, PollAnswer } from '../../../server/protocol/polls.ts';
import type { Floor } from '../../session/floor.ts';
import type { RoomSession } from '../../session/room-session.ts';
import { noPolls, withAnswer } from '../../state/polls-view.ts';
import { Button } from '../button.tsx';
import { Callout } from '../callout.tsx';
import { Dialog } from '../dialog.tsx';
import { PollBars } from '../polls/poll-bars.tsx';
import { PollForm } from '../polls/poll-form.tsx';
import { useAction } from './use-action.ts';
import { useLive } from './use-live.ts';

type PollDialogProps = {
  poll: Poll;
  session: RoomSession;
  floor: Floor;
  isOpen: boolean;
  onClose: () => void;
};

/** One's own answer to a poll, and its result as far as one may see it. */
export function PollDialog({ poll, session, floor, isOpen: isUp, onClose }: PollDialogProps) {
  const { t } = useTranslation('polls');
  const run = useAction();
  /** The poll whose form is open again though it was answered. */
  const [changing, setChanging] = useState<string>();
  const view = useLive(floor.polls) ?? noPolls;
  const { pollId, plan, state } = poll;
  const isOpen = state === 'open';
  const answer = view.answers[pollId];
  const showsForm = isOpen && (!answer || changing === pollId);
  const send = async (given: PollAnswer): Promise<void> => {
    const isKept = await run(() => session.request('poll:answer', { pollId, answer: given }));
    if (!isKept) return;
    floor.polls.change((known) => withAnswer(known, pollId, given));
    setChanging(undefined);
  };

  return (
    <Dialog
      title={plan.question}
      isOpen={isUp}
      onClose={() => {
        onClose();
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
          key={pollId}
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
            <Button onPress={() => setChanging(pollId)}>{t('change')}</Button>
          </div>
        </>
      ) : null}
    </Dialog>
  );
}
