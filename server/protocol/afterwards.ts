import { z } from 'zod';
import { Answer, Question, questionLimits } from './questions.ts';
import { prose } from './words.ts';

/** Questions that a session ended without answering: what hosts do with them afterwards, and what askers learn of it. */

export const LeftQuestions = z.object({
  /** Not answered, the most supported first. As hosts see them. */
  left: z.array(Question),
  /** The next session has taken these over: ids among those left. */
  carried: z.array(z.string()),
  /** Answered since the session ended, latest first. */
  answered: z.array(Question),
  /** Those among them that were answered aloud since, and how long. */
  spoken: z.array(z.object({ questionId: z.string(), durationMs: z.int() })),
  /** Whether there is an episode that an answer can be put into. */
  canSpeak: z.boolean(),
});
export type LeftQuestions = z.infer<typeof LeftQuestions>;

const version = z.int().nonnegative();

/** Each names the version it saw, and is refused as `conflict` when stale. */
export const ReplyAfterwardsBody = z.strictObject({
  version,
  /** Made by the client, so that sending twice replies once. */
  answerId: z.uuid(),
  text: prose(questionLimits.reply).pipe(z.string().min(1)),
});
export type ReplyAfterwardsBody = z.infer<typeof ReplyAfterwardsBody>;

export const DeferAfterwardsBody = z.strictObject({ version });

/** What one person asked in a session that has ended, and how it fared. */
export const MyQuestions = z.object({
  questions: z.array(Question),
  /** Ids of those answered aloud since: the answer is at the end of the episode. */
  spoken: z.array(z.string()),
});
export type MyQuestions = z.infer<typeof MyQuestions>;

/** A question answered after its session, as everyone may read it. Nobody is told who asked. */
export const AnsweredAfterwards = z.object({
  number: z.int(),
  question: z.string(),
  answers: z.array(Answer.pick({ answerId: true, text: true, answeredBy: true })),
  /** Whose voice answers it at the end of the episode, as soon as that is made. */
  spokenBy: z.string().optional(),
});
export type AnsweredAfterwards = z.infer<typeof AnsweredAfterwards>;
