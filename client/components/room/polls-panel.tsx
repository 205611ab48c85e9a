import { useState } from 'react';
import type { RequestInput, RequestName } from '../../../server/protocol/protocol.ts';
import type { Poll } from '../../../server/protocol/polls.ts';
import { noPolls } from '../../state/polls-view.ts';
import { newUuid } from '../../session/new-uuid.ts';
import { PollManager, type PollDeeds } from '../polls/poll-manager.tsx';
import { PollDialog } from './poll-dialog.tsx';
import type { PanelProps } from './room-panels.tsx';
import { useAction } from './use-action.ts';
import { useLive } from './use-live.ts';

/** Drafting, opening, closing and showing polls from inside the room. */
export function PollsPanel({ room, session, floor }: PanelProps) {
  const run = useAction();
  const { polls, answers } = useLive(floor.polls) ?? noPolls;
  const [answering, setAnswering] = useState<string>();
  const answered = polls.find(({ pollId }) => pollId === answering);
  const ask = <N extends RequestName>(name: N, input: RequestInput<N>): Promise<boolean> =>
    run(() => session.request(name, input));
  const seen = ({ pollId, version }: Poll) => ({ pollId, version });
  const deeds: PollDeeds = {
    draft: (draft) => ask('poll:draft', { pollId: newUuid(), ...draft }),
    change: (poll, draft) => ask('poll:change', { ...seen(poll), ...draft }),
    delete: (poll) => ask('poll:delete', seen(poll)),
    ...(room.session.state === 'live'
      ? {
          live: {
            answer: ({ pollId }) => setAnswering(pollId),
            hasAnswered: ({ pollId }) => answers[pollId] !== undefined,
            open: (poll) => ask('poll:open', seen(poll)),
            close: (poll) => ask('poll:close', seen(poll)),
            show: (poll, isShown) => ask('poll:show', { ...seen(poll), isShown }),
            hideWord: ({ pollId }, word, isHidden) =>
              ask('poll:hide-word', { pollId, word, isHidden }),
          },
        }
      : {}),
  };
  return (
    <>
      <PollManager polls={polls} deeds={deeds} />
      {answered ? (
        <PollDialog
          poll={answered}
          session={session}
          floor={floor}
          isOpen
          onClose={() => setAnswering(undefined)}
        />
      ) : null}
    </>
  );
}
