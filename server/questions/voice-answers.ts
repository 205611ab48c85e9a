import { createHash } from 'node:crypto';
import type { ProcessingControl } from '../episodes/processing.ts';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { ObjectStore } from '../platform/object-store.ts';
import type { AcceptSound } from '../platform/sounds.ts';
import { soundLimits } from '../protocol/sounds.ts';
import type { Answerer } from './question-changes.ts';
import type { StoredQuestion } from './question.ts';
import {
  answersPrefix,
  type SpokenAnswer,
  type SpokenAnswerRepository,
} from './spoken-answer.ts';

export type VoiceAnswerDeps = {
  spoken: SpokenAnswerRepository;
  processing: Pick<ProcessingControl, 'find' | 'remake'>;
  objects: Pick<ObjectStore, 'put' | 'delete'>;
  acceptSound: AcceptSound;
  clock: Clock;
};

/** What was spoken lies here until its session is deleted. Nothing of it is served but through an account. */
const meta = { contentType: 'audio/flac', cacheControl: 'private, no-store' };

/** The sound of answers that were spoken after a session, and the episode that they are put into. */
export function createVoiceAnswers(deps: VoiceAnswerDeps) {
  const { spoken, processing, objects, acceptSound, clock } = deps;

  const findRecording = async (sessionId: string): Promise<string | undefined> => {
    const recording = await processing.find(sessionId);
    if (!recording || ['recording', 'empty'].includes(recording.state)) return undefined;
    // Without its takes an episode is never made again.
    return recording.takesDeletedAt ? undefined : recording.recordingId;
  };
  const getRecording = async (sessionId: string): Promise<string> => {
    const recordingId = await findRecording(sessionId);
    if (recordingId !== undefined) return recordingId;
    throw new AppError('conflict', 'The episode of this session cannot be made again.');
  };
  const get = async (sessionId: string, questionId: string): Promise<SpokenAnswer> => {
    const answer = await spoken.find(questionId);
    if (answer?.sessionId === sessionId) return answer;
    throw new AppError('not-found', 'Nothing was spoken about this question.');
  };

  return {
    get,
    isPossible: async ({ sessionId }: { sessionId: string }): Promise<boolean> =>
      (await findRecording(sessionId)) !== undefined,

    /** @param changed the question, as it is once it was answered. */
    async add(
      { sessionId }: { sessionId: string },
      [question]: readonly StoredQuestion[],
      { sound, by }: { sound: Buffer; by: Answerer },
    ): Promise<void> {
      if (!question) return;
      const recordingId = await getRecording(sessionId);
      const { questionId } = question;
      const { bytes, durationMs } = await acceptSound(sound, soundLimits.spokenMs);
      const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
      const key = `${answersPrefix(sessionId)}/${questionId}-${hash}.flac`;
      const before = await spoken.find(questionId);
      // Stored first: a key in the database always has an object.
      await objects.put(key, bytes, meta);
      const answer = { questionId, sessionId, key, durationMs, answeredBy: by.displayName };
      await spoken.put({ ...answer, answeredAt: clock.now() }, question);
      // The episode first: a store that is away must not leave it as it was.
      await processing.remake(recordingId);
      if (before && before.key !== key) await objects.delete(before.key);
    },

    /** @param changed the question, as it is without. */
    async remove(
      { sessionId }: { sessionId: string },
      { questionId }: StoredQuestion,
      changed: readonly StoredQuestion[],
    ): Promise<void> {
      const { key } = await get(sessionId, questionId);
      const recordingId = await getRecording(sessionId);
      await spoken.remove(questionId, changed);
      await processing.remake(recordingId);
      await objects.delete(key);
    },
  };
}
