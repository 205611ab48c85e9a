import { createSerial, type Serial } from '../../server/platform/serial.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { Preparation, type PreparationOptions } from './preparation.ts';

export type LivePreparer = {
  /** A recording is on air: what is settled of its picture is made while it goes on. */
  begin(recordingId: string): void;
  /** Stops at once. Resolves when nothing works on this recording any more; what was of use on the way alone is gone. */
  end(recordingId: string): Promise<void>;
};

/**
 * Makes chunks of the picture while their session is live, at idle priority, one recording at a time. They are put where
 * the step `chunks` looks for them, under names that say all that went into them: whatever this gets wrong, or does not
 * come to, is made after the end as if it had never been.
 */
export function createLivePreparer(
  options: PreparationOptions & { scope: Scope },
): LivePreparer {
  const { log, scope } = options;
  const inTurn: Serial = createSerial();
  const underWay = new Map<string, { abort: AbortController; ended: Promise<void> }>();

  const end = async (recordingId: string): Promise<void> => {
    const one = underWay.get(recordingId);
    one?.abort.abort(new Error('The session has ended.'));
    await one?.ended;
  };
  scope.defer('prepare live', async () => {
    await Promise.all([...underWay.keys()].map(end));
  });

  return {
    begin(recordingId) {
      if (scope.closed || underWay.has(recordingId)) return;
      const abort = new AbortController();
      const signal = AbortSignal.any([abort.signal, scope.signal]);
      const preparation = new Preparation(recordingId, options, signal);
      const ended = preparation
        .run(inTurn)
        .catch((error: unknown) => {
          if (signal.aborted) return;
          log.warn({ err: error, recording: recordingId }, 'nothing more is prepared');
        })
        .finally(() => underWay.delete(recordingId));
      underWay.set(recordingId, { abort, ended });
    },
    end,
  };
}
