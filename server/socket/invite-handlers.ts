import { inTurn, nothing } from './handle.ts';

/** Bringing people on stage, and back to the audience. */
export const inviteHandlers = inTurn({
  'stage:invite': ({ peer, room, input }) => {
    room.invites.invite(peer, input.peerId);
    return nothing;
  },
  'stage:answer-invite': ({ peer, room, input }) => {
    room.invites.answer(peer, input.accepts);
    return nothing;
  },
  'stage:send-back': ({ peer, room, input }) => {
    room.invites.sendBack(peer, input.peerId);
    return nothing;
  },
});
