import { createSerial } from '../../server/platform/serial.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { succeedsWithin } from '../../server/platform/within.ts';
import { Preparation, type Lines, type PreparationOptions } from './preparation.ts';

export type LivePreparer = {
  /** A recording is on air: what is settled of its picture is made while it goes on. */
  begin(recordingId: string): void;
  /**
   * Stops at once. Resolves when nothing works on this recording any more; what was of use on the way alone is gone. With
   * false after some seconds: what waits for a dead disk cannot even be killed, and nobody waits for it.
   */
  end(recordingId: string): Promise<boolean>;
};

/** The sound process is given five seconds, and killed then. */
const endsWithinMs = 10_000;

/**
 * Makes chunks of the picture while their session is live, at idle priority, one recording at a time. They are put where
 * the step `chunks` looks for them, under names that say all that went into them: whatever this gets wrong, or does not
 * come to, is made after the end as if it had never been.
 */
export function createLivePreparer(
  options: PreparationOptions & {
    scope: Scope;
    /** Shorter in tests. */
    endsWithinMs?: number;
  },
): LivePreparer {
  const { log, scope } = options;
  const lines: Lines = { sound: createSerial(), picture: createSerial() };
  const underWay = new Map<
    string,
    { abort: AbortController; preparation: Preparation; ended: Promise<void> }
  >();

  const end = async (recordingId: string): Promise<boolean> => {
    const one = underWay.get(recordingId);
    if (!one) return true;
    one.abort.abort(new Error('The session has ended.'));
    const limitMs = options.endsWithinMs ?? endsWithinMs;
    const hasEnded = await succeedsWithin(limitMs, () => one.ended);
    if (hasEnded) return true;
    one.preparation.leave();
    log.error({ recording: recordingId, limitMs }, 'preparing cannot be ended');
    return false;
  };
  scope.defer('prepare live', async () => {
    await Promise.all([...underWay.keys()].map(end));
  });

  return {
    begin(recordingId) {
      if (scope.closed || underWay.has(recordingId)) return;
      const abort = new AbortController();
      const signal = AbortSignal.any([abort.signal, scope.signal]);
      const preparation = new Preparation(recordingId, options, lines, signal);
      const ended = preparation
        .run()
        .catch((error: unknown) => {
          if (signal.aborted) return;
          log.warn({ err: error, recording: recordingId }, 'nothing more is prepared');
        })
        .finally(() => underWay.delete(recordingId));
      underWay.set(recordingId, { abort, preparation, ended });
    },
    end,
  };
}
