import { z } from 'zod';
import { line, prose } from './words.ts';

/** What client and server say to each other about the audience's questions. DESIGN: one row per request and notice. */
const Id = z.string().min(1).max(64);
const IsoTime = z.iso.datetime();

export const QuestionState = z.enum([
  'pending', // Waits for a moderator; only its asker and the staff know of it.
  'open', // Everyone sees it and may support it.
  'queued', // Chosen, in the order in which it will be answered.
  'answering', // Being answered right now; at most one.
  'answered', // Aloud, or in writing for all.
  'dismissed', // Not taken, for a reason of some kind.
  'merged', // Joined into another, which has its voters.
  'deferred', // Carried to the next session of the series, where it is open again.
  'withdrawn', // Taken back by its asker.
]);
export type QuestionState = z.infer<typeof QuestionState>;

export const DismissReason = z.enum([
  'duplicate',
  'off-topic',
  'no-time',
  'private-reply',
  'inappropriate',
]);
/** The kind of reason that the asker is told; the audience sees how many of each kind. */
export type DismissReason = z.infer<typeof DismissReason>;

export const AskerMode = z.enum([
  'named', // Everyone sees who asks.
  'hidden', // The audience does not; hosts and moderators do.
  'anonymous', // Nobody does: the name is in no payload, log or export.
]);
export type AskerMode = z.infer<typeof AskerMode>;

/** Longest text of a question and of a written reply, in characters. */
export const questionLimits = { text: 500, reply: 1000, label: 24, labels: 6 } as const;
/** The longest that a question is said to have waited for its line, in milliseconds. */
export const heldMsMax = 24 * 3_600_000;
/** How many are let through in one request. */
export const approvedAtOnce = 200;
/** Of the list that holds questions: letters of a line, and lines. */
export const heldWordLimits = { letters: 40, lines: 200 } as const;

export const Answer = z.object({
  answerId: Id,
  text: z.string(),
  /** Who replied, by name. */
  answeredBy: z.string(),
  answeredAt: IsoTime,
  /** For the asker alone (and the staff). */
  isPrivate: z.boolean(),
});
export type Answer = z.infer<typeof Answer>;

/** A question as one viewer may see it. What the viewer may not know is not in it. */
export const Question = z.object({
  questionId: Id,
  /** In the order received, from 1; never changes. */
  number: z.int().min(1),
  /**
   * Goes up with each change that a request must have seen: all but votes, claims, muting and what was joined in. A
   * request names the version it saw; a stale one is refused as `conflict`. What has been done already is done.
   */
  version: z.int(),
  state: QuestionState,
  /** As published. */
  text: z.string(),
  /** As asked, where a moderator edited it: for the asker and the staff. */
  originalText: z.string().optional(),
  /** Absent where this viewer may not know; the name may be empty. */
  asker: z.object({ displayName: z.string(), place: z.string() }).optional(),
  /** Whether this viewer asked it. */
  isMine: z.boolean(),
  votes: z.int().nonnegative(),
  askedAt: IsoTime,
  /** Milliseconds since going live; absent for what was asked before. */
  askedAtMs: z.int().optional(),
  /** While queued: the lowest is next. Says nothing of how far one is from another. */
  queueRank: z.number().optional(),
  isPinned: z.boolean(),
  dismissReason: DismissReason.optional(),
  answers: z.array(Answer),
  /** Who answers or answered it aloud, by name; and when, in milliseconds since going live. */
  answeredBy: z.string().optional(),
  answerStartMs: z.int().optional(),
  answerEndMs: z.int().optional(),
  mergedInto: Id.optional(),
  /** How many were joined into this one. */
  mergedCount: z.int().nonnegative(),
  /** Asked in an earlier session of the series, and deferred there. */
  isCarried: z.boolean(),
  /** While deferred: the session it is carried to, once one is planned. */
  deferredTo: z.object({ code: z.string(), title: z.string(), startsAt: IsoTime }).optional(),
  /** The rest is for the staff (and the claim for speakers too). */
  labels: z.array(z.string()).optional(),
  claim: z.object({ peerId: Id, displayName: z.string(), until: IsoTime }).optional(),
  /** Held for review because of a word on the list, though asking is not moderated. */
  isHeld: z.boolean().optional(),
  /** The audience is not told who asked. */
  askerIsHidden: z.boolean().optional(),
  askerIsMuted: z.boolean().optional(),
});
export type Question = z.infer<typeof Question>;

export const QuestionSettings = z.object({
  /** Whether new questions may be asked now. */
  isOpen: z.boolean(),
  /** New questions wait for a moderator. */
  preModeration: z.boolean(),
  askerMode: AskerMode,
  /** For the staff: words that hold a question for review. */
  heldWords: z.array(z.string()).optional(),
});
export type QuestionSettings = z.infer<typeof QuestionSettings>;

/**
 * What everyone may know of how questions fare. Received is the sum of the other four. A joined question fares as the one it
 * was joined into; what its asker took back is not counted.
 */
export const QuestionCounts = z.object({
  received: z.int(),
  waiting: z.int(),
  answered: z.int(),
  notTaken: z.int(),
  /** Carried to the next session. */
  deferred: z.int(),
  /** How many were not taken, by kind of reason. */
  notTakenBy: z.partialRecord(DismissReason, z.int()),
});
export type QuestionCounts = z.infer<typeof QuestionCounts>;

const Seen = { questionId: Id, version: z.int() };
const text = prose(questionLimits.text).pipe(z.string().min(1));
const None = z.strictObject({});
const Empty = z.object({});

/** Every change answers with the question as it now is for this viewer. */
const changes = <S extends z.ZodRawShape>(shape: S) => ({
  input: z.strictObject({ ...Seen, ...shape }),
  output: Question,
});

export const questionRequests = {
  /** Everything this viewer may see. Asked on each arrival, in the lobby and in the room. */
  'questions:read': {
    input: None,
    output: z.object({
      settings: QuestionSettings,
      counts: QuestionCounts,
      questions: z.array(Question),
      /** Those this person supports. */
      voted: z.array(Id),
      /** This person may not ask (any more). */
      isMuted: z.boolean(),
    }),
  },
  /** Open questions that say nearly the same, best first, at most three: "support this one?" */
  'question:find-similar': {
    input: z.strictObject({ text }),
    output: z.object({ questions: z.array(Question) }),
  },
  /**
   * The id is the client's own (a UUID): asking again with it asks once. Refused as `gone` while no questions are taken,
   * as `forbidden` for who is muted, as `too-many` for who asks too fast.
   */
  'question:ask': {
    input: z.strictObject({
      questionId: z.uuid(),
      text,
      /** What the asker was promised while writing. The more private of this and the session's mode holds, for good. */
      askerMode: AskerMode,
      /** Where the asker is from, as is the custom. */
      place: line(60).or(z.literal('')).default(''),
      /** For who asks before the session and has no seat with a name yet. */
      displayName: line(40).or(z.literal('')).default(''),
      /** Milliseconds since its writer pressed send: a question written while the line was away was asked then. */
      heldMs: z.int().min(0).max(heldMsMax).default(0),
    }),
    output: Question,
  },
  'question:vote': {
    input: z.strictObject({ questionId: Id, isFor: z.boolean() }),
    output: z.object({ votes: z.int() }),
  },
  /** By its asker, until it is being answered; also what was not taken. */
  'question:withdraw': changes({}),
  /** The wording for publication. By its asker while nobody has taken it up, by the staff at any time. */
  'question:edit': changes({ text }),
  /** One or many. Those that changed meanwhile are left alone and listed. */
  'question:approve': {
    input: z.strictObject({
      questions: z.array(z.strictObject(Seen)).min(1).max(approvedAtOnce),
    }),
    output: z.object({ approved: z.array(Id), stale: z.array(Id) }),
  },
  'question:dismiss': changes({ reason: DismissReason }),
  /** Back to open, from dismissed, queued, answered, or deferred and not carried yet. */
  'question:reopen': changes({}),
  /** Into the queue (a pending one too), or to another place in it: before the one named, or last. */
  'question:queue': changes({ beforeId: Id.optional() }),
  /** "I am on this one": shown to the others for a minute, renewed by claiming again. `conflict` while another is. */
  'question:claim': {
    input: z.strictObject({ questionId: Id, isMine: z.boolean() }),
    output: Empty,
  },
  /** Ends the one being answered, if any. */
  'question:start-answer': changes({}),
  'question:end-answer': changes({}),
  'question:reply': changes({
    text: prose(questionLimits.reply).pipe(z.string().min(1)),
    isPrivate: z.boolean(),
    /** The client's own (a UUID): replying again with it replies once. */
    answerId: z.uuid(),
  }),
  /** Joins this one into another: voters united and counted once. One that all see cannot vanish in a pending one. */
  'question:merge': changes({ intoId: Id, intoVersion: z.int() }),
  /** Takes a merged one out again, with its voters, to where it was. */
  'question:unmerge': changes({}),
  'question:defer': changes({}),
  'question:label': changes({
    labels: z.array(line(questionLimits.label)).max(questionLimits.labels),
  }),
  'question:pin': changes({ isPinned: z.boolean() }),
  'question:mute-asker': changes({ isMuted: z.boolean() }),
  /** For good, with its votes and answers. Hosts only. */
  'question:delete': { input: z.strictObject(Seen), output: Empty },
  'questions:configure': {
    input: z.strictObject({
      isOpen: z.boolean().optional(),
      preModeration: z.boolean().optional(),
      askerMode: AskerMode.optional(),
      heldWords: z.array(line(heldWordLimits.letters)).max(heldWordLimits.lines).optional(),
    }),
    output: QuestionSettings,
  },
} as const;

export const questionNotices = {
  /** New or changed, as this viewer may see them; and those that this viewer may not see any more. */
  'questions:changed': z.object({ questions: z.array(Question), gone: z.array(Id) }),
  /** At most twice a second; the counts of those that changed. */
  'votes:changed': z.object({
    votes: z.array(z.object({ questionId: Id, votes: z.int() })),
  }),
  'questions:configured': QuestionSettings,
  'questions:counted': QuestionCounts,
  /** This person may not ask any more, or may again. */
  'asker:muted': z.object({ isMuted: z.boolean() }),
} as const;
