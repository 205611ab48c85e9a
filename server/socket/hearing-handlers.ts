import { clearHearing, reportHearing } from '../rooms/hearing.ts';
import { inTurn, nothing } from './handle.ts';

/** Whether people hear what is going on. */
export const hearingHandlers = inTurn({
  'hearing:report': ({ peer, room, input }) => {
    reportHearing(peer, input.hears, room.roster);
    return nothing;
  },
  'hearing:clear': ({ peer, room, input }) => {
    clearHearing(peer, input.peerId, room.roster);
    return nothing;
  },
});
