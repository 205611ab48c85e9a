import { setTimeout as delay } from 'node:timers/promises';
import type { LiveHub } from '../support/live-hub.ts';
import {
  descendantsOf,
  hasTakeOpen,
  isFfmpeg,
  isMediaWorker,
  type RunningProcess,
} from '../support/processes.ts';

export const liveVictims = ['recorder', 'worker', 'hub', 'everything'] as const;
export type LiveVictim = (typeof liveVictims)[number];
export const makingVictims = ['ffmpeg', 'remuxer', 'hub', 'everything'] as const;
export type MakingVictim = (typeof makingVictims)[number];

/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const tests: Record<
  LiveVictim | MakingVictim,
  (process: RunningProcess) => boolean | Promise<boolean>
> = {
  recorder: hasTakeOpen,
  worker: isMediaWorker,
  ffmpeg: isFfmpeg,
  remuxer: ({ command }) => command.includes('remux-child'),
  hub: () => false,
  everything: () => true,
};

/** Which of the hub's processes die with this victim. */
export async function processesOf(
  hub: LiveHub,
  victim: LiveVictim | MakingVictim,
): Promise<number[]> {
  const hubPid = hub.process.process.pid ?? 0;
  const pids = victim === 'hub' || victim === 'everything' ? [hubPid] : [];
  for (const one of await descendantsOf(hubPid)) {
    if (await tests[victim](one)) pids.push(one.pid);
  }
  return pids;
}

/**
 * `kill -9`. A hub that was among them is started again. Waits for a victim while `isWorthWaiting`; returns whether
 * there was one.
 */
export async function kill(
  hub: LiveHub,
  victim: LiveVictim | MakingVictim,
  { onKilled, isWorthWaiting }: { onKilled: () => void; isWorthWaiting: () => boolean },
): Promise<boolean> {
  let killed = 0;
  for (;;) {
    for (const pid of await processesOf(hub, victim)) killed += killOne(pid);
    if (killed > 0 || !isWorthWaiting()) break;
    await delay(10);
  }
  if (killed === 0) return false;
  onKilled();
  if (victim === 'hub' || victim === 'everything') {
    await hub.process.stop('SIGKILL');
    await hub.startAgain();
  }
  return true;
}

function killOne(pid: number): number {
  try {
    process.kill(pid, 'SIGKILL');
    return 1;
  } catch {
    // It ended by itself a moment ago.
    return 0;
  }
}
