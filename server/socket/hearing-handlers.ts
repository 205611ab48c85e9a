import { inTurn, nothing } from './handle.ts';

/** Whether people hear what is going on. */
export const hearingHandlers = inTurn({
  'hearing:report': ({ peer, room, input }) => {
    room.hearing.report(peer, input.hears);
    return nothing;
  },
  'hearing:clear': ({ peer, room, input }) => {
    room.hearing.clear(peer, input.peerId);
    return nothing;
  },
});
