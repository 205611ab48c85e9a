import type { ProcessingControl } from '../episodes/processing.ts';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { given } from '../platform/given.ts';
import type { Logger } from '../platform/log.ts';

export type WithdrawalRepository = {
  /**
   * Takes a person out of all that the database has of a recording, or out of nothing: every take under their name is
   * marked for good, what they said is out of the transcript and the notes, the episode is without media, a revision
   * without them waits to be made, and what lies elsewhere is written down to be purged. Where none can be made any more
   * the episode is given up. Repeated, it keeps the first date. Undefined when nobody was recorded under this name;
   * throws `conflict` while it is being recorded.
   */
  withdraw(
    recordingId: string,
    who: { displayName: string; by: string; at: Date },
  ): Promise<Withdrawal | undefined>;
  /** The names of people who were taken out of a session's recording. */
  listNames(sessionId: string): Promise<string[]>;
};

export type Withdrawal = {
  takeIds: string[];
  episodeId: string | undefined;
  /** That is to be made; undefined when none can be. */
  revision: number | undefined;
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
   * without them, under the same guid. Once the takes were deleted it cannot be: then there is no episode any more.
   * Throws `not-found` for a name nobody recorded under, `conflict` while it is being recorded. Once it is stored
   * nothing of theirs is used or shown any more, whatever is away or dies meanwhile.
   */
  withdraw(
    session: { sessionId: string },
    who: { displayName: string; by: string },
  ): Promise<void>;
};

type Deps = {
  withdrawals: WithdrawalRepository;
  processing: Pick<ProcessingControl, 'find' | 'begin'>;
  erase: Erase;
  /** Something is to be purged: what an earlier run writes in spite of it, and what could not be erased. */
  onPurge: () => void;
  clock: Clock;
  log: Logger;
};

export function createWithdrawals({
  withdrawals,
  processing,
  erase,
  onPurge,
  clock,
  log,
}: Deps): Withdrawals {
  return {
    async withdraw({ sessionId }, who) {
      const recording = await processing.find(sessionId);
      if (!recording) throw new AppError('not-found', 'This session was not recorded.');
      const { recordingId } = recording;
      const withdrawn = await withdrawals.withdraw(recordingId, { ...who, at: clock.now() });
      if (!withdrawn) throw new AppError('not-found', 'Nobody was recorded under this name.');
      const { takeIds, episodeId, revision } = withdrawn;
      await erase({ recordingId, takeIds, ...given({ episodeId }) }).catch((error: unknown) => {
        log.warn({ err: error, recording: recordingId }, 'who was taken out is purged later');
      });
      onPurge();
      if (revision !== undefined) await processing.begin(recordingId, revision);
    },
  };
}
