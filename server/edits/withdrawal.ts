import type { ProcessingControl } from '../episodes/processing.ts';
import {
  purgeOfEpisode,
  purgeOfSounds,
  purgeOfWithdrawal,
  type PurgeRepository,
} from '../purges/purge.ts';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { ObjectStore } from '../platform/object-store.ts';
import type { SpokenAnswerRepository } from '../questions/spoken-answer.ts';
import type { TranscriptRepository } from '../transcripts/transcript.ts';

export type WithdrawalRepository = {
  /** Marks every take under a name, for good; repeated, it keeps the first date. Returns their ids. */
  mark(
    recordingId: string,
    withdrawal: { displayName: string; by: string; at: Date },
  ): Promise<string[]>;
  /** The names of people who were taken out of a session's recording. */
  listNames(sessionId: string): Promise<string[]>;
  /** Leaves the recording's episode without media. Undefined when there is no episode. */
  takeDown(recordingId: string): Promise<{ episodeId: string } | undefined>;
  /** The same for good, with its notes, and the recording as empty: its takes are deleted, so no other can be made. */
  giveUp(recordingId: string): Promise<{ episodeId: string } | undefined>;
};

/** Deletes takes, and all that was published with them, wherever they lie. Safe to repeat. */
export type Erase = (what: {
  recordingId: string;
  takeIds: readonly string[];
  episodeId?: string;
}) => Promise<void>;

/** Takes a person out of a recording. */
export type Withdrawals = {
  /**
   * Their sound and pictures are deleted, and so is everything that was published with them; the episode is made again
   * without them, under the same guid. Once the takes were deleted it cannot be: then there is no episode any more. Throws `not-found` for a name nobody recorded under, `conflict` while it is being
   * recorded. When something is away in between, the recording can be tried again, and nothing of theirs is used.
   */
  withdraw(
    session: { sessionId: string },
    who: { displayName: string; by: string },
  ): Promise<void>;
};

type Deps = {
  withdrawals: WithdrawalRepository;
  transcripts: Pick<TranscriptRepository, 'forget'>;
  spoken: Pick<SpokenAnswerRepository, 'forget'>;
  objects: Pick<ObjectStore, 'delete'>;
  processing: Pick<ProcessingControl, 'find' | 'remake'>;
  erase: Erase;
  /** What an earlier run writes in spite of it is deleted too. */
  purges: Pick<PurgeRepository, 'add'>;
  clock: Clock;
};

export function createWithdrawals({
  withdrawals,
  transcripts,
  spoken,
  objects,
  processing,
  erase,
  purges,
  clock,
}: Deps): Withdrawals {
  return {
    async withdraw({ sessionId }, who) {
      const recording = await processing.find(sessionId);
      if (!recording) throw new AppError('not-found', 'This session was not recorded.');
      const { recordingId, state } = recording;
      if (state === 'recording') throw new AppError('conflict', 'End the session first.');
      const takeIds = await withdrawals.mark(recordingId, { ...who, at: clock.now() });
      if (takeIds.length === 0) {
        throw new AppError('not-found', 'Nobody was recorded under this name.');
      }
      await transcripts.forget(recordingId, who.displayName);
      const sounds = await spoken.forget(recordingId, who.displayName);
      // Written down first: nothing else knows their keys any more.
      if (sounds.length > 0) await purges.add(purgeOfSounds(sounds, clock.now()));
      for (const key of sounds) await objects.delete(key);
      if (recording.takesDeletedAt) {
        const episode = await withdrawals.giveUp(recordingId);
        if (!episode) return;
        await purges.add(purgeOfEpisode({ recordingId, ...episode }, clock.now()));
        await erase({ recordingId, takeIds, ...episode });
        return;
      }
      // Marked first, so that no run can use them; taken down once no earlier run can publish any more.
      await processing.remake(recordingId, async (revision) => {
        const episode = await withdrawals.takeDown(recordingId);
        const left = { recordingId, takeIds, episodeId: episode?.episodeId, revision };
        await purges.add(purgeOfWithdrawal(left, clock.now()));
        await erase({ recordingId, takeIds, ...episode });
      });
    },
  };
}
