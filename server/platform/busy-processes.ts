import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Scope } from './scope.ts';

const sampleMs = 1_000;
/** Of all cores: what they use together. */
const busyShare = 0.5;
/** Of one core: what is single-threaded needs the rest of it, since work beside makes each packet dearer by a sixth. */
const busyCore = 0.5;
/** USER_HZ: what /proc counts in, on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Work that this process does for no room, and whether there was some since the last sample. */
const apart = { underWay: 0, wasThere: false };

/** Does work of this process that is not to count as its rooms': it makes nobody wait for itself. */
export async function apartFromRooms<T>(work: () => Promise<T>): Promise<T> {
  apart.underWay += 1;
  apart.wasThere = true;
  try {
    return await work();
  } finally {
    apart.underWay -= 1;
  }
}

/**
 * Watches whether some processes need the machine for themselves, sampled each second: when together they use more than
 * half of all cores, or one of them more than half of one. This process counts for nothing while it works apart from rooms.
 */
export function watchBusy(pids: () => readonly number[], scope: Scope): () => boolean {
  let before = new Map<number, number>();
  let isBusy = false;
  scope.every('cpu use', sampleMs, () => {
    const now = new Map(pids().map((pid) => [pid, cpuSeconds(pid)]));
    // A process that is new since the last sample counts from the next one on.
    const cores = [...now].map(([pid, seconds]) =>
      apart.wasThere && pid === process.pid
        ? 0
        : (seconds - (before.get(pid) ?? seconds)) / (sampleMs / 1_000),
    );
    before = now;
    apart.wasThere = apart.underWay > 0;
    const together = cores.reduce((sum, used) => sum + used, 0);
    isBusy = together > busyShare * availableParallelism() || Math.max(0, ...cores) > busyCore;
  });
  return () => isBusy;
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
