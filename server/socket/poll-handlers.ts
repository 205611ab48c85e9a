import { beside, nothing } from './handle.ts';

/** Polls: drafted and led by the staff, answered by everyone. */
export const pollHandlers = beside({
  'polls:read': ({ caller, room }) => room.polls.read(caller),
  'poll:draft': ({ room, input }) => room.polls.draft(input),
  'poll:change': ({ room, input }) => room.polls.change(input),
  'poll:delete': async ({ room, input }) => {
    await room.polls.delete(input);
    return nothing;
  },
  'poll:open': ({ room, input }) => room.polls.open(input),
  'poll:close': ({ room, input }) => room.polls.close(input),
  'poll:show': ({ room, input }) => room.polls.show(input),
  'poll:hide-word': ({ room, input }) => room.polls.hideWord(input),
  'poll:answer': async ({ caller, room, input }) => {
    await room.polls.answer(caller, input.pollId, input.answer);
    return nothing;
  },
});
