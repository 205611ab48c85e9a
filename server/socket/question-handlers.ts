import {
  dismiss,
  edit,
  endAnswer,
  label,
  merge,
  pin,
  queue,
  reopen,
  reply,
  unmerge,
  withdraw,
} from '../questions/question-changes.ts';
import { beside, nothing } from './handle.ts';

/** Asking, supporting, moderating and answering questions: from the lobby on, waiting for no media. */
export const questionHandlers = beside({
  'questions:read': ({ room, caller }) => room.boards.questions.read(caller),
  'question:find-similar': async ({ room, caller, input }) => ({
    questions: await room.boards.questions.findSimilar(caller, input.text),
  }),
  'question:ask': ({ room, caller, input }) => room.boards.questions.ask(caller, input),
  'question:vote': async ({ room, caller, input }) => ({
    votes: await room.boards.questions.vote(caller, input.questionId, input.isFor),
  }),
  'question:withdraw': ({ room, caller, input }) =>
    room.boards.questions.change(caller, input, withdraw),
  'question:edit': ({ room, caller, input }) =>
    room.boards.questions.change(caller, input, edit(input.text)),
  'question:approve': ({ room, caller, input }) =>
    room.boards.questions.approve(caller, input.questions),
  'question:dismiss': ({ room, caller, input }) =>
    room.boards.questions.change(caller, input, dismiss(input.reason)),
  'question:reopen': ({ room, caller, input }) =>
    room.boards.questions.change(caller, input, reopen),
  'question:queue': ({ room, caller, input }) =>
    room.boards.questions.change(caller, input, queue(input.beforeId)),
  'question:claim': async ({ room, caller, input }) => {
    await room.boards.questions.claim(caller, input.questionId, input.isMine);
    return nothing;
  },
  'question:start-answer': ({ room, caller, input }) =>
    room.boards.questions.startAnswer(caller, input),
  'question:end-answer': ({ room, caller, input }) =>
    room.boards.questions.change(caller, input, endAnswer),
  'question:reply': ({ room, caller, input }) =>
    room.boards.questions.change(caller, input, reply(input)),
  'question:merge': ({ room, caller, input }) =>
    room.boards.questions.change(caller, input, merge(input.intoId, input.intoVersion)),
  'question:unmerge': ({ room, caller, input }) =>
    room.boards.questions.change(caller, input, unmerge),
  'question:defer': ({ room, caller, input }) => room.boards.questions.defer(caller, input),
  'question:label': ({ room, caller, input }) =>
    room.boards.questions.change(caller, input, label(input.labels)),
  'question:pin': ({ room, caller, input }) =>
    room.boards.questions.change(caller, input, pin(input.isPinned)),
  'question:mute-asker': ({ room, caller, input }) =>
    room.boards.questions.muteAsker(caller, input, input.isMuted),
  'question:delete': async ({ room, caller, input }) => {
    await room.boards.questions.delete(caller, input);
    return nothing;
  },
  'questions:configure': ({ room, input }) => room.boards.questions.configure(input),
});
