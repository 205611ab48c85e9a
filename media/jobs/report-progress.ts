import type { Logger } from '../../server/platform/log.ts';

const periodMs = 1_000;

type Now = { progress: number; leftMs: number | undefined };

/** Passes on at most one reading a second, never two at a time, with an estimate from the pace so far. */
export function reportProgress(
  store: (now: Now) => Promise<void>,
  log: Logger,
  nowMs: () => number = Date.now,
) {
  const startedMs = nowMs();
  let storedMs = startedMs;
  let storing = Promise.resolve();
  let busy = false;

  return {
    report: (fraction: number): void => {
      const time = nowMs();
      if (busy || time - storedMs < periodMs) return;
      storedMs = time;
      busy = true;
      const progress = Math.min(1, Math.max(0, fraction));
      storing = store({ progress, leftMs: estimateLeftMs(progress, time - startedMs) })
        .catch((error: unknown) => log.warn({ err: error }, 'cannot store progress'))
        .finally(() => {
          busy = false;
        });
    },
    /** When nothing more will be written. */
    settled: (): Promise<void> => storing,
  };
}

/** Milliseconds left at the pace so far; undefined while there is too little to judge by. */
export function estimateLeftMs(progress: number, elapsedMs: number): number | undefined {
  if (progress < 0.01 || elapsedMs < 2_000) return undefined;
  return Math.round((elapsedMs * (1 - progress)) / progress);
}
