import type { StepName } from '../../media/contract/jobs.ts';
import type { ProcessingStep } from './processing.ts';

/**
 * What each step takes on a machine with two cores, as a fraction of the session's length. Only their proportions
 * matter once a step is done: the machine's real speed is measured from those.
 */
const costs: Record<StepName, number> = {
  collect: 0.002,
  remux: 0.002,
  stems: 0.02,
  voices: 0.01,
  mix: 0.03,
  pictures: 0.01,
  edit: 0.005,
  audio: 0.03,
  'publish-audio': 0.01,
  chunks: 1,
  package: 0.03,
  'publish-video': 0.02,
};
const costOf = (name: string): number => (costs as Record<string, number>)[name] ?? 0.01;

/** How much of a whole pipeline is done, 0 to 1. */
export function overallProgress(steps: readonly ProcessingStep[]): number {
  const total = sum(steps, ({ name }) => costOf(name));
  if (total === 0) return 0;
  return sum(steps, (step) => costOf(step.name) * doneOf(step)) / total;
}

/**
 * Estimated milliseconds until everything is made; undefined while nothing is known or nothing is being made.
 * @param sessionMs length of what was recorded.
 */
export function estimateLeftMs(
  steps: readonly ProcessingStep[],
  sessionMs: number,
): number | undefined {
  const open = steps.filter(({ state }) => state === 'waiting' || state === 'running');
  if (open.length === 0) return undefined;
  const speed = measuredSpeed(steps, sessionMs);
  return Math.round(
    sum(open, (step) => {
      const expected = costOf(step.name) * sessionMs * speed * (1 - doneOf(step));
      return step.state === 'running' ? (step.leftMs ?? expected) : expected;
    }),
  );
}

/** How much longer (above 1) or shorter the finished steps took than expected. */
function measuredSpeed(steps: readonly ProcessingStep[], sessionMs: number): number {
  const done = steps.filter(({ state, startedAt, finishedAt }) => {
    return state === 'done' && startedAt && finishedAt;
  });
  const expected = sum(done, ({ name }) => costOf(name) * sessionMs);
  const actual = sum(done, ({ startedAt, finishedAt }) => {
    return (finishedAt?.getTime() ?? 0) - (startedAt?.getTime() ?? 0);
  });
  return expected > 0 && actual > 0 ? actual / expected : 1;
}

const doneOf = ({ state, progress }: ProcessingStep): number =>
  state === 'done' ? 1 : state === 'running' ? Math.min(1, Math.max(0, progress)) : 0;

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);
