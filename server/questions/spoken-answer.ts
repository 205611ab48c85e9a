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
  /** In place of an earlier one, with its question as it then is: both or neither. Throws `conflict` as `save` does. */
  put(answer: SpokenAnswer, question: StoredQuestion): Promise<void>;
  remove(questionId: string, changed: readonly StoredQuestion[]): Promise<void>;
};
