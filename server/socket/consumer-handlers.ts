import { AppError } from '../platform/app-error.ts';
import type { Peer } from '../rooms/peer.ts';
import type { Reception } from '../rooms/reception.ts';
import { atOnce, inTurn, nothing } from './handle.ts';

/** What a peer receives, how much of it, and how large it shows it. */
export const consumerHandlers = {
  ...inTurn({
    'reception:choose': async ({ peer, room, input }) => {
      await room.receivers.choose(peer, input);
      return nothing;
    },
  }),
  ...atOnce({
    'consumer:resume': async ({ peer, input }) => {
      await receptionOf(peer).hold(input.consumerId, false);
      return nothing;
    },
    'consumer:pause': async ({ peer, input }) => {
      await receptionOf(peer).hold(input.consumerId, true);
      return nothing;
    },
    'consumer:prefer': async ({ peer, input }) => {
      await receptionOf(peer).show(input.consumerId, input.spatialLayer);
      return nothing;
    },
  }),
};

function receptionOf({ reception }: Peer): Reception {
  if (!reception) throw new AppError('not-found', 'You receive nothing at the moment.');
  return reception;
}
