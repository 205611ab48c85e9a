import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Scope } from './scope.ts';

const sampleMs = 1_000;
/** USER_HZ: what /proc counts in, on every Linux that Node runs on. */
const ticksPerSecond = 100;

/**
 * Watches how much of the machine some processes use, sampled each second.
 *
 * @returns a function that gives the latest share of all cores, 0 to 1.
 */
export function watchCpuShare(pids: () => readonly number[], scope: Scope): () => number {
  let before = new Map<number, number>();
  let share = 0;
  scope.every('cpu share', sampleMs, () => {
    const now = new Map(pids().map((pid) => [pid, cpuSeconds(pid)]));
    let used = 0;
    // A process that is new since the last sample counts from the next one on.
    for (const [pid, seconds] of now) used += seconds - (before.get(pid) ?? seconds);
    before = now;
    share = used / (sampleMs / 1000) / availableParallelism();
  });
  return () => share;
}

/** User and system time so far, from /proc/<pid>/stat fields 14 and 15 (proc(5)). 0 for a process that is gone. */
function cpuSeconds(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return 0;
  }
}
