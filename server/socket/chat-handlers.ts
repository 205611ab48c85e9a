import { beside, nothing } from './handle.ts';

/** The chat, and reactions to the stage. */
export const chatHandlers = beside({
  'chat:read': ({ caller, room, input }) => room.boards.chat.read(caller, input),
  'chat:read-older': ({ caller, room, input }) => room.boards.chat.readOlder(caller, input),
  'message:send': ({ caller, room, input }) => room.boards.chat.send(caller, input),
  'message:delete': ({ caller, room, input }) =>
    room.boards.chat.delete(caller, input.messageId),
  'message:react': ({ caller, room, input }) => room.boards.chat.react(caller, input),
  'message:make-question': async ({ caller, room, input }) => {
    const { asker, text } = await room.boards.chat.asQuestion(caller, input.messageId);
    await room.boards.questions.askFor(asker, {
      ...{ questionId: input.messageId, text, place: '', displayName: asker.displayName },
      // As it was written; where questions are more private than that, so is this one.
      askerMode: 'named',
      heldMs: 0,
    });
    return nothing;
  },
  'chat:configure': ({ caller, room, input }) => room.boards.chat.configure(caller, input),
  'chat:mute': ({ caller, room, input }) => room.boards.chat.mute(caller, input),
  'reaction:send': ({ caller, room, input }) => {
    room.boards.reactions.send(caller, input.kind);
    return nothing;
  },
});
