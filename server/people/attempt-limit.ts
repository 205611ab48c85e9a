import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';

export type AttemptLimit = {
  /** Counts one attempt; throws `too-many` when there were enough. */
  take(key: string): void;
  /** Success: the attempts so far are forgiven. */
  forgive(key: string): void;
};

type Settings = { attempts: number; windowMs: number; clock: Clock; maxKeys?: number };
type Window = { count: number; endsAt: number };

/**
 * At most so many attempts per key and window, in bounded memory: when there are too many keys, the one that was
 * started longest ago is forgotten.
 */
export function createAttemptLimit(settings: Settings): AttemptLimit {
  const { attempts, windowMs, clock, maxKeys = 10_000 } = settings;
  // A Map keeps the order of insertion, and all windows are equally long: the first is the oldest.
  const windows = new Map<string, Window>();

  const open = (key: string, now: number): Window => {
    const window = { count: 0, endsAt: now + windowMs };
    windows.delete(key);
    windows.set(key, window);
    for (const [oldest, { endsAt }] of windows) {
      if (windows.size <= maxKeys && endsAt > now) break;
      windows.delete(oldest);
    }
    return window;
  };

  return {
    take(key) {
      const now = clock.now().getTime();
      const known = windows.get(key);
      const window = known && known.endsAt > now ? known : open(key, now);
      if (window.count >= attempts) {
        const retryAfterMs = window.endsAt - now;
        const minutes = Math.ceil(retryAfterMs / 60_000);
        throw new AppError('too-many', `Too many attempts. Try again in ${minutes} min.`, {
          retryAfterMs,
        });
      }
      window.count += 1;
    },
    forgive(key) {
      windows.delete(key);
    },
  };
}
