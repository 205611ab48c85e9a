import { beside, nothing } from './handle.ts';

/** Marks: titled moments, for the staff. */
export const markHandlers = beside({
  'marks:read': ({ room }) => room.boards.marks.read(),
  'mark:add': ({ caller, room, input }) => room.boards.marks.add(caller, input),
  'mark:rename': ({ room, input }) => room.boards.marks.rename(input),
  'mark:remove': async ({ room, input }) => {
    await room.boards.marks.remove(input.markId);
    return nothing;
  },
});
