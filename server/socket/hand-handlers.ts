import { beside, nothing } from './handle.ts';

/** Raised hands. */
export const handHandlers = beside({
  'hands:read': ({ caller, room }) => room.hands.read(caller),
  'hand:raise': ({ caller, room, input }) => room.hands.raise(caller, input.reason),
  'hand:lower': ({ caller, room }) => {
    room.hands.lower(caller.peerId);
    return nothing;
  },
  'hand:dismiss': ({ room, input }) => {
    room.hands.lower(input.peerId);
    return nothing;
  },
});
