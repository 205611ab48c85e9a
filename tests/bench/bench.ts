import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What one benchmark found. Only ratios are compared between machines; the rest says what they were made of. */
export type BenchReport = {
  rows: readonly BenchRow[];
  /** Why the numbers mean nothing, when they do not. */
  isVoid?: string;
};

export type BenchRow = {
  what: string;
  unit: string;
  ours: number;
  baseline: number;
  /** Of each round, in order: shows how steady the machine was. */
  rounds?: { ours: readonly number[]; baseline: readonly number[] };
};

export type BenchOptions = {
  /** A directory of its own, removed afterwards. */
  folder: string;
  /** How often each side is measured, in turn. */
  rounds: number;
  /** Length of what is measured, where it has one. */
  seconds: number;
  /** Round trip of the long line, in milliseconds, where there is one. */
  rttMs: number;
  say: (text: string) => void;
};

export type Bench = (options: BenchOptions) => Promise<BenchReport>;

/** Measures ours and the baseline in turn, so that whatever else the machine does falls on both. */
export async function alternate(
  rounds: number,
  measure: { ours: () => Promise<number>; baseline: () => Promise<number> },
): Promise<{ ours: number[]; baseline: number[] }> {
  const ours: number[] = [];
  const baseline: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await measure.ours());
    baseline.push(await measure.baseline());
  }
  return { ours, baseline };
}

/** A row from the medians of its rounds. */
export function rowOf(
  what: string,
  unit: string,
  rounds: { ours: readonly number[]; baseline: readonly number[] },
): BenchRow {
  return { what, unit, ours: median(rounds.ours), baseline: median(rounds.baseline), rounds };
}

/** The smallest value that this share of all does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}

/** Of two middle values, their mean. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = low] = [
    sorted[Math.ceil(middle) - 1],
    sorted[Math.floor(middle)],
  ];
  return (low + high) / 2;
}

/** What a process of the benchmark says next. Throws when it ends instead. */
export async function nextMessage(child: ChildProcess): Promise<unknown> {
  const stopWaiting = new AbortController();
  const { signal } = stopWaiting;
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error('a process of the benchmark ended');
  });
  ended.catch(() => undefined);
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal }), ended])) as [
      unknown,
    ];
    return message;
  } finally {
    stopWaiting.abort();
  }
}
