import { z } from 'zod';
import { line } from './words.ts';

/** What client and server say to each other about polls. One row per request and notice. */
const Id = z.string().min(1).max(64);

export const pollLimits = {
  question: 200,
  option: 100,
  /** Options of a choice, at most. */
  options: 10,
  /** Highest number of a scale. */
  scale: 10,
  scaleEnd: 40,
  /** Letters of one word, and words of one person. */
  word: 30,
  words: 3,
  /** Letters of the key under which a word is counted. */
  wordKey: 120,
  /** Different words that are listed; the rest is only counted. */
  listedWords: 60,
  /** Polls of one session. */
  polls: 50,
} as const;

const question = line(pollLimits.question);
const options = z.array(line(pollLimits.option)).min(2).max(pollLimits.options);
const scaleEnd = line(pollLimits.scaleEnd).or(z.literal(''));

export const PollPlan = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('single'), question, options }),
    z.strictObject({ kind: z.literal('multiple'), question, options }),
    z.strictObject({
      kind: z.literal('scale'),
      question,
      /** Both ends belong to the scale. */
      from: z.int().min(0).max(1),
      to: z.int().min(2).max(pollLimits.scale),
      /** What the ends mean; may be empty. */
      fromLabel: scaleEnd,
      toLabel: scaleEnd,
    }),
    z.strictObject({
      kind: z.literal('words'),
      question,
      /** Words one person may give. */
      maxWords: z.int().min(1).max(pollLimits.words),
    }),
  ])
  .refine(
    (plan) =>
      !('options' in plan) ||
      new Set(plan.options.map((option) => option.toLowerCase())).size === plan.options.length,
    { path: ['options'], message: 'Each option must differ from the others.' },
  );
/** What a poll asks. It changes only while the poll is a draft. */
export type PollPlan = z.infer<typeof PollPlan>;

export const PollState = z.enum([
  'draft', // Only the staff know of it.
  'open', // Everyone may answer, and change the answer; at most one.
  'closed',
]);
export type PollState = z.infer<typeof PollState>;

export const PollAnswer = z.union([
  z.strictObject({
    /** Positions in the list of options, or the one number of a scale. */
    choices: z.array(z.int().min(0).max(pollLimits.scale)).min(1).max(pollLimits.options),
  }),
  z.strictObject({ words: z.array(line(pollLimits.word)).min(1).max(pollLimits.words) }),
]);
/** One person's answer. It is told to nobody but that person. */
export type PollAnswer = z.infer<typeof PollAnswer>;

export const PollTally = z.object({
  /** People for each option, or for each step of the scale; empty for words. */
  counts: z.array(z.int().nonnegative()),
  /** Most frequent first. */
  words: z.array(
    z.object({
      /** What is the same word has the same key, however it was written. */
      key: z.string(),
      /** As most wrote it. */
      word: z.string(),
      count: z.int().positive(),
      /** Taken off the list by a moderator. Only the staff hear of it. */
      isHidden: z.boolean(),
    }),
  ),
  /** Different words beyond those listed. */
  moreWords: z.int().nonnegative(),
});
export type PollTally = z.infer<typeof PollTally>;

const Draft = { plan: PollPlan, isShown: z.boolean() };

/** A poll as one viewer may see it. */
export const Poll = z.object({
  pollId: Id,
  /** Goes up with each change but answers. A request names the version it saw; a stale one is refused as `conflict`. */
  version: z.int(),
  state: PollState,
  plan: PollPlan,
  /** Whether everyone sees the result, as it grows and after; the staff always do. */
  isShown: z.boolean(),
  /** How many answered. */
  people: z.int().nonnegative(),
  /** Absent where this viewer may not see it. */
  tally: PollTally.optional(),
});
export type Poll = z.infer<typeof Poll>;

/** Bodies and answers of the JSON API: polls drafted in the studio. */
export const PollSeenBody = z.strictObject({ version: z.int() });
export const PollDraftBody = z.strictObject({ pollId: z.uuid(), ...Draft });
export const PollChangeBody = z.strictObject({ version: z.int(), ...Draft });
export const StudioPolls = z.object({ polls: z.array(Poll) });
export type StudioPolls = z.infer<typeof StudioPolls>;

const Seen = { pollId: Id, version: z.int() };
const Empty = z.object({});

/** Every change answers with the poll as it now is. */
const changes = <S extends z.ZodRawShape>(shape: S) => ({
  input: z.strictObject({ ...Seen, ...shape }),
  output: Poll,
});

export const pollRequests = {
  /** Every poll this viewer may see, oldest first, and this person's answers by poll. */
  'polls:read': {
    input: z.strictObject({}),
    output: z.object({ polls: z.array(Poll), answers: z.record(Id, PollAnswer) }),
  },
  /** The id is the client's own (a UUID): drafting again with it drafts once. */
  'poll:draft': { input: z.strictObject({ pollId: z.uuid(), ...Draft }), output: Poll },
  'poll:change': changes(Draft),
  /** Drafts only: what was asked is kept. */
  'poll:delete': { input: z.strictObject(Seen), output: Empty },
  /** From draft, or again after closing. Closes the one that is open, if any. */
  'poll:open': changes({}),
  'poll:close': changes({}),
  /** Shows the result to everyone, or holds it back. */
  'poll:show': changes({ isShown: z.boolean() }),
  'poll:hide-word': {
    input: z.strictObject({
      pollId: Id,
      /** Its key. */
      word: z.string().min(1).max(pollLimits.wordKey),
      isHidden: z.boolean(),
    }),
    output: Poll,
  },
  /** Answered once it is stored. Answering again changes the answer. */
  'poll:answer': { input: z.strictObject({ pollId: Id, answer: PollAnswer }), output: Empty },
} as const;

export const pollNotices = {
  /** New or changed, as this viewer may see it. */
  'poll:changed': Poll,
  /** A draft was deleted. */
  'poll:gone': z.object({ pollId: Id }),
  /** At most twice a second, while answers come. */
  'poll:counted': z.object({
    pollId: Id,
    people: z.int().nonnegative(),
    tally: PollTally.optional(),
  }),
} as const;
