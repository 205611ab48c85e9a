import type { Question } from '../../server/protocol/questions.ts';
import type { Role } from '../../server/protocol/words.ts';

/** What may be done with a question by those who work here. */
export const questionActions = [
  'approve',
  'queue',
  'start',
  'end',
  'reopen',
  'unqueue',
  'up',
  'down',
  'dismiss',
  'reply',
  'merge',
  'defer',
  'pin',
  'unpin',
  'label',
  'edit',
  'mute',
  'unmute',
  'delete',
] as const;
export type QuestionAction = (typeof questionActions)[number];

/** The key that does it on the focused question, in both languages. M and V belong to the microphone and the camera. */
export const actionKeys: Record<QuestionAction, string> = {
  approve: 'a',
  queue: 'q',
  start: 'j',
  end: 'j',
  reopen: 'o',
  unqueue: 'o',
  up: '[',
  down: ']',
  dismiss: 't',
  reply: 'b',
  merge: 'g',
  defer: 'd',
  pin: 'p',
  unpin: 'p',
  label: 'l',
  edit: 'u',
  mute: 'k',
  unmute: 'k',
  delete: 'x',
};

export type ActionContext = {
  role: Role;
  /** Aloud means on air: before going live nothing is answered. */
  isLive: boolean;
  /** The ids of those in the queue, the next one first. */
  queue: readonly string[];
};

type OfferedActions = {
  /** On the question itself, the likeliest first; two or three. */
  main: QuestionAction[];
  /** Behind "Lainnya". */
  more: QuestionAction[];
};

/** What to offer for a question. The hub decides what is allowed; this only keeps out what it would refuse. */
export function actionsFor(question: Question, context: ActionContext): OfferedActions {
  const { main, more } =
    context.role === 'speaker'
      ? speakerActions(question, context)
      : staffActions(question, context);
  return {
    main: main.filter((action) => action !== false),
    more: more.filter((action) => action !== false),
  };
}

type Drafted = Record<'main' | 'more', (QuestionAction | false)[]>;

function speakerActions(question: Question, { isLive }: ActionContext): Drafted {
  switch (question.state) {
    case 'open':
    case 'queued':
      return { main: [isLive && 'start', 'reply'], more: [] };
    case 'answering':
      return { main: ['end'], more: [] };
    case 'pending':
    case 'answered':
    case 'dismissed':
    case 'merged':
    case 'deferred':
    case 'withdrawn':
      return { main: [], more: [] };
  }
}

function staffActions(question: Question, context: ActionContext): Drafted {
  const { state, questionId } = question;
  const { isLive, role, queue } = context;
  const place = queue.indexOf(questionId);
  const words: Drafted['more'] = [
    question.isPinned ? 'unpin' : 'pin',
    'label',
    'edit',
    question.askerIsMuted ? 'unmute' : 'mute',
    role === 'host' && 'delete',
  ];
  switch (state) {
    case 'pending':
      return {
        main: ['approve', 'dismiss'],
        more: ['queue', 'reply', 'merge', ...words.slice(1)],
      };
    case 'open':
      return {
        main: ['queue', isLive && 'start'],
        more: ['reply', 'dismiss', 'merge', 'defer', ...words],
      };
    case 'queued':
      return {
        main: [isLive && 'start', place > 0 && 'up', place < queue.length - 1 && 'down'],
        more: ['unqueue', 'reply', 'dismiss', 'merge', 'defer', ...words],
      };
    case 'answering':
      return { main: ['end'], more: ['reply', 'label', 'edit'] };
    case 'answered':
      return { main: ['reopen'], more: ['reply', ...words.slice(1)] };
    case 'dismissed':
      return { main: ['reopen'], more: ['reply', ...words.slice(3)] };
    case 'deferred':
      return { main: ['reopen'], more: words.slice(3) };
    case 'merged':
    case 'withdrawn':
      return { main: [], more: [role === 'host' && 'delete'] };
  }
}
