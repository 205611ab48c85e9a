import { AppError } from '../platform/app-error.ts';
import type { Scope } from '../platform/scope.ts';
import { createSerial, type Serial } from '../platform/serial.ts';

/**
 * A room's turns: one task after the other, none after the room has closed.
 *
 * Between two tasks the event loop turns once, so that a reply leaves before the notices of the next task, which
 * build on it.
 */
export function createTurns(scope: Scope): Serial {
  const queue = createSerial();
  return (task) => {
    const result = queue(() => {
      if (scope.closed) throw new AppError('not-joined', 'The room has closed.');
      return task();
    });
    void queue(() => new Promise((resolve) => setImmediate(resolve)));
    return result;
  };
}

/** For tasks nobody waits for: one that finds the room closed has nothing left to do. */
export function ignoreClosed(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
}
