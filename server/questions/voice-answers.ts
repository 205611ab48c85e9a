import type { ProcessingControl } from '../episodes/processing.ts';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import type { ObjectStore } from '../platform/object-store.ts';
import type { AcceptSound } from '../platform/sounds.ts';
import { soundLimits } from '../protocol/sounds.ts';
import { purgeOfSounds, type PurgeRepository } from '../purges/purge.ts';
import type { Answerer } from './question-changes.ts';
import type { StoredQuestion } from './question.ts';
import {
  answersPrefix,
  type SpokenAnswer,
  type SpokenAnswerRepository,
} from './spoken-answer.ts';

export type VoiceAnswerDeps = {
  spoken: SpokenAnswerRepository;
  processing: Pick<ProcessingControl, 'find' | 'begin'>;
  purges: Pick<PurgeRepository, 'add'>;
  /** Something is to be purged. */
  onPurge: () => void;
  objects: Pick<ObjectStore, 'put'>;
  acceptSound: AcceptSound;
  clock: Clock;
};

/** What was spoken lies here until its session is deleted. Nothing of it is served but through an account. */
const meta = { contentType: 'audio/flac', cacheControl: 'private, no-store' };

/** A sound is stored and named by then, or purged. */
const storeWithinMs = 3_600_000;

/** The sound of answers that were spoken after a session, and the episode that they are put into. */
export function createVoiceAnswers(deps: VoiceAnswerDeps) {
  const { spoken, processing, purges, onPurge, objects, acceptSound, clock } = deps;

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
      // Never the same again: one that is being purged is gone for good.
      const key = `${answersPrefix(sessionId)}/${newId()}.flac`;
      // A key in the database always has an object, and an object a row that names it, whatever dies between these.
      const purge = purgeOfSounds([key], new Date(clock.now().getTime() + storeWithinMs));
      await purges.add(purge);
      await objects.put(key, bytes, meta);
      const at = clock.now();
      const answer = { questionId, sessionId, key, durationMs, answeredBy: by.displayName };
      const into = { recordingId, at, purgeId: purge.purgeId };
      const { revision } = await spoken.put({ ...answer, answeredAt: at }, question, into);
      onPurge();
      await processing.begin(recordingId, revision);
    },

    /** @param changed the question, as it is without. */
    async remove(
      { sessionId }: { sessionId: string },
      { questionId }: StoredQuestion,
      changed: readonly StoredQuestion[],
    ): Promise<void> {
      await get(sessionId, questionId);
      const recordingId = await getRecording(sessionId);
      const into = { recordingId, at: clock.now() };
      const { revision } = await spoken.remove(questionId, changed, into);
      onPurge();
      await processing.begin(recordingId, revision);
    },
  };
}
