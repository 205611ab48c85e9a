import { inTurn, nothing } from './handle.ts';

/** What hosts and moderators do to what others send. */
export const orderHandlers = inTurn({
  'stage:stop': async ({ peer, room, input }) => {
    await room.orders.stop(peer, input.peerId, input.source);
    return nothing;
  },
  'stage:mute-all': async ({ peer, room }) => ({ muted: await room.orders.muteAll(peer) }),
});
