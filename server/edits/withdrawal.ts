import type { ProcessingControl } from '../episodes/processing.ts';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';

export type WithdrawalRepository = {
  /**
   * Marks every take under a name, and takes the episode's media away. Repeated, it keeps the first date. Undefined when
   * nothing was recorded under that name.
   */
  withdraw(
    recordingId: string,
    withdrawal: { displayName: string; by: string; at: Date },
  ): Promise<{ takeIds: string[]; episodeId?: string } | undefined>;
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
   * without them, under the same guid. Throws `not-found` for a name nobody recorded under.
   */
  withdraw(
    session: { sessionId: string },
    who: { displayName: string; by: string },
  ): Promise<void>;
};

type Deps = {
  withdrawals: WithdrawalRepository;
  processing: Pick<ProcessingControl, 'find' | 'remake'>;
  erase: Erase;
  clock: Clock;
};

export function createWithdrawals({
  withdrawals,
  processing,
  erase,
  clock,
}: Deps): Withdrawals {
  return {
    async withdraw({ sessionId }, who) {
      const recording = await processing.find(sessionId);
      if (!recording) throw new AppError('not-found', 'This session was not recorded.');
      const { recordingId, state } = recording;
      if (state === 'recording') throw new AppError('conflict', 'End the session first.');
      const marked = await withdrawals.withdraw(recordingId, { ...who, at: clock.now() });
      if (!marked) throw new AppError('not-found', 'Nobody was recorded under this name.');
      // First of all nothing new may be made of it: a run that goes on ends at its next look.
      await processing.remake(recordingId);
      await erase({ recordingId, ...marked });
    },
  };
}
