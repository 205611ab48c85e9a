import type { RequestInput, RequestName } from '../../../server/protocol/protocol.ts';
import type { Poll } from '../../../server/protocol/polls.ts';
import { noPolls } from '../../state/polls-view.ts';
import { newUuid } from '../../session/new-uuid.ts';
import { PollManager, type PollDeeds } from '../polls/poll-manager.tsx';
import type { PanelProps } from './room-panels.tsx';
import { useAction } from './use-action.ts';
import { useLive } from './use-live.ts';

/** Drafting, opening, closing and showing polls from inside the room. */
export function PollsPanel({ room, session, floor }: PanelProps) {
  const run = useAction();
  const { polls } = useLive(floor.polls) ?? noPolls;
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
            open: (poll) => ask('poll:open', seen(poll)),
            close: (poll) => ask('poll:close', seen(poll)),
            show: (poll, isShown) => ask('poll:show', { ...seen(poll), isShown }),
            hideWord: ({ pollId }, word, isHidden) =>
              ask('poll:hide-word', { pollId, word, isHidden }),
          },
        }
      : {}),
  };
  return <PollManager polls={polls} deeds={deeds} />;
}
