import type { Scope } from '../platform/scope.ts';

/**
 * Runs `run` soon after it is asked for, but never twice within `periodMs`: the first call at once, later ones
 * together at the end of the period. Nothing runs after the scope has closed.
 */
export function atMostEvery(
  scope: Scope,
  name: string,
  periodMs: number,
  run: () => void,
): () => void {
  let waiting = false;
  let again = false;

  const fire = (): void => {
    waiting = true;
    scope.after(name, periodMs, () => {
      waiting = false;
      if (!again) return;
      again = false;
      fire();
    });
    run();
  };

  return () => {
    if (scope.closed) return;
    if (waiting) again = true;
    else fire();
  };
}
