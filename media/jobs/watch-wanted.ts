import type { Logger } from '../../server/platform/log.ts';

const periodMs = 1_000;

/**
 * Asks once a second whether the work is still wanted. The signal aborts when it is not, and with `outer`.
 * Call `stop` when the work has ended.
 */
export function watchWanted(isWanted: () => Promise<boolean>, outer: AbortSignal, log: Logger) {
  const control = new AbortController();
  let cancelled = false;
  let asking = false;

  const follow = (): void => control.abort(outer.reason);
  const ask = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    try {
      if (await isWanted()) return;
      cancelled = true;
      control.abort(new Error('Not wanted any more'));
    } catch (error) {
      // A database that is away for a moment is no reason to stop.
      log.warn({ err: error }, 'cannot see whether the work is still wanted');
    } finally {
      asking = false;
    }
  };
  const timer = setInterval(() => void ask(), periodMs);
  outer.addEventListener('abort', follow, { once: true });
  if (outer.aborted) follow();

  return {
    signal: control.signal,
    wasCancelled: () => cancelled,
    stop(): void {
      clearInterval(timer);
      outer.removeEventListener('abort', follow);
    },
  };
}
