import { beside } from './handle.ts';

/** Who has spoken for how long, for the staff. */
export const talkTimeHandlers = beside({
  'talk-times:read': ({ room }) => room.boards.talkTimes.read(),
});
