import { beside, nothing } from './handle.ts';

/** Polls: drafted and led by the staff, answered by everyone. */
export const pollHandlers = beside({
  'polls:read': ({ caller, room }) => room.boards.polls.read(caller),
  'poll:draft': ({ room, input }) => room.boards.polls.draft(input),
  'poll:change': ({ room, input }) => room.boards.polls.change(input),
  'poll:delete': async ({ room, input }) => {
    await room.boards.polls.delete(input);
    return nothing;
  },
  'poll:open': ({ room, input }) => room.boards.polls.open(input),
  'poll:close': ({ room, input }) => room.boards.polls.close(input),
  'poll:show': ({ room, input }) => room.boards.polls.show(input),
  'poll:hide-word': ({ room, input }) => room.boards.polls.hideWord(input),
  'poll:answer': async ({ caller, room, input }) => {
    await room.boards.polls.answer(caller, input.pollId, input.answer);
    return nothing;
  },
});
