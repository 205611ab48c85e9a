import { z } from 'zod';
import {
  QuestionState,
  type AskerMode,
  type DismissReason,
  type Question,
  type QuestionSettings,
} from '../protocol/questions.ts';

/** A reply in writing. */
export type StoredReply = {
  answerId: string;
  text: string;
  /** By name. */
  answeredBy: string;
  /** Who: a keyed hash. */
  authorKey: string;
  answeredAt: Date;
  isPrivate: boolean;
};

/** When something happened: on the wall, and in milliseconds since going live once there is such a time. */
export type Moment = { at: Date; atMs: number | undefined };

/** Each state a question was ever in, and since when, as it is stored. */
export const History = z.array(
  z.object({
    state: QuestionState,
    at: z.iso.datetime().transform((at) => new Date(at)),
    atMs: z
      .int()
      .optional()
      .transform((atMs) => atMs),
  }),
);

/** A question of a session, as it is stored. */
export type StoredQuestion = {
  questionId: string;
  sessionId: string;
  number: number;
  version: number;
  state: QuestionState;
  /** As published. */
  text: string;
  /** As asked, once a moderator has edited it. */
  originalText: string | undefined;
  /** Who asked: a keyed hash. Asked anonymously it is one of another kind, so that nothing joins the two. */
  askerKey: string;
  /** Of which session that key is, where it is not this one: the question was carried here. */
  askerSessionId: string | undefined;
  /** What the asker was promised. */
  askerMode: AskerMode;
  /** Both empty when asked anonymously. */
  displayName: string;
  place: string;
  askedAt: Date;
  askedAtMs: number | undefined;
  queueRank: number | undefined;
  isPinned: boolean;
  isHeld: boolean;
  dismissReason: DismissReason | undefined;
  labels: string[];
  /** Who answers or answered it aloud, by name; and when, in milliseconds since going live. */
  answeredBy: string | undefined;
  answerStartMs: number | undefined;
  answerEndMs: number | undefined;
  /** While merged: into which, and what it was before. */
  mergedIntoId: string | undefined;
  stateBefore: QuestionState | undefined;
  /** The deferred question of an earlier session that this one carries on. */
  carriedFromId: string | undefined;
  /** Oldest first. */
  replies: StoredReply[];
  /** Each state it was ever in, and since when. */
  history: (Moment & { state: QuestionState })[];
};

/** Settings of one session's questions, with the words that hold one for review. */
export type StoredSettings = QuestionSettings & { heldWords: string[] };

/** One person's wish for one question. */
export type Ballot = { questionId: string; personKey: string; isFor: boolean };

/** Everything that is stored of a session's questions. */
export type StoredBoard = {
  /** Undefined while nobody has changed them. */
  settings: StoredSettings | undefined;
  /** In the order received. */
  questions: StoredQuestion[];
  votes: { questionId: string; personKey: string }[];
  /** Keys of askers. */
  muted: string[];
};

export type NextSession = NonNullable<Question['deferredTo']>;

/** What questions need of storage. Implemented in server/store/question-repository.ts. */
export type QuestionRepository = {
  load(sessionId: string): Promise<StoredBoard>;
  /** Throws `conflict` when its id is taken, or what it carries on is carried on already. */
  add(question: StoredQuestion): Promise<void>;
  /**
   * All or nothing. Each is one version above what is stored, or `conflict` is thrown. Replies that are not stored yet
   * are added.
   */
  save(questions: readonly StoredQuestion[]): Promise<void>;
  /** Deletes one with its votes and replies, and saves others with it. */
  delete(
    question: Pick<StoredQuestion, 'questionId'>,
    saved: readonly StoredQuestion[],
  ): Promise<void>;
  /** Safe to repeat. At most one ballot of a person for a question. */
  vote(ballots: readonly Ballot[], at: Date): Promise<void>;
  saveSettings(sessionId: string, settings: StoredSettings): Promise<void>;
  /** Safe to repeat. */
  setMuted(sessionId: string, askerKey: string, isMuted: boolean): Promise<void>;
  /** The session of the series that is next after this one, and has not ended. */
  findNextSession(sessionId: string): Promise<NextSession | undefined>;
  /** What earlier sessions of the series deferred, if this one is the next after them, and is not carried on yet. */
  listDeferredTo(sessionId: string): Promise<StoredQuestion[]>;
  /** Whether a later session carries it on. */
  isCarried(questionId: string): Promise<boolean>;
  /** What has a public reply of a time after this, or was answered aloud after its session, in the order received. */
  listAnsweredSince(sessionId: string, since: Date): Promise<StoredQuestion[]>;
  /** Answers aloud that a crash left open end with their sessions. */
  endAnswers(): Promise<void>;
};
