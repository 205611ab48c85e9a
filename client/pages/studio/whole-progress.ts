import type { StepInfo } from '../../../server/protocol/rest.ts';

/** How far all steps are together, 0 to 1; each counts alike, since only the server knows how long they take. */
export function wholeProgress(steps: readonly StepInfo[]): number {
  if (steps.length === 0) return 0;
  const done = steps.reduce(
    (sum, { state, progress }) => sum + (state === 'done' ? 1 : Math.min(1, progress)),
    0,
  );
  return done / steps.length;
}
