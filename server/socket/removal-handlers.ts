import { inTurn, nothing } from './handle.ts';

/** Sending people out of a session, and letting them in again. */
export const removalHandlers = inTurn({
  'removals:read': ({ room }) => ({ removals: room.removals.all }),
  'person:remove': async ({ peer, room, input }) => {
    await room.removals.remove(peer, input.peerId);
    return nothing;
  },
  'person:readmit': async ({ peer, room, input }) => {
    await room.removals.readmit(peer, input.removalId);
    return nothing;
  },
});
