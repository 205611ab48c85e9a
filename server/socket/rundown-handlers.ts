import { beside } from './handle.ts';

/** The rundown: read by the staff, changed and gone through by hosts; everyone may know its place. */
export const rundownHandlers = beside({
  'rundown:read': ({ room }) => room.boards.rundown.read(),
  'rundown:read-place': ({ room }) => room.boards.rundown.readPlace(),
  'rundown:change': ({ room, input }) => room.boards.rundown.change(input),
  'rundown:go-to': ({ caller, room, input }) => room.boards.rundown.goTo(caller, input.itemId),
});
