import type { StoredQuestion } from './question.ts';

/** An answer that was spoken after the session. In its episode it follows the session. */
export type SpokenAnswer = {
  questionId: string;
  sessionId: string;
  /** In the object store: FLAC, 48 kHz, stereo. */
  key: string;
  durationMs: number;
  /** By name. */
  answeredBy: string;
  answeredAt: Date;
};

/** Where the spoken answers of a session lie in the object store. */
export const answersPrefix = (sessionId: string): string => `answers/${sessionId}`;

/** Implemented in server/store/spoken-answer-repository.ts. */
export type SpokenAnswerRepository = {
  /** In the order in which they were spoken. */
  list(sessionId: string): Promise<SpokenAnswer[]>;
  find(questionId: string): Promise<SpokenAnswer | undefined>;
  /**
   * In place of an earlier one, with its question as it then is, and a revision of the episode that waits to be made: all of
   * it or nothing. The sound is not purged any more; the earlier one is. Throws `conflict` as `save` does, and where the
   * episode cannot be made again; `unavailable` when the sound has been purged already.
   * @param purgeId of the purge that was written down before the sound was.
   */
  put(answer: SpokenAnswer, question: StoredQuestion, into: Into & { purgeId: string }): Made;
  /** Throws as `put` does. */
  remove(questionId: string, changed: readonly StoredQuestion[], into: Into): Made;
};

/** Whose episode is made again, and since when what is in it no more is to be purged. */
type Into = { recordingId: string; at: Date };
type Made = Promise<{ revision: number }>;
