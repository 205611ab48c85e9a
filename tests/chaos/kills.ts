import { setTimeout as delay } from 'node:timers/promises';
import {
  descendantsOf,
  hasTakeOpen,
  isFfmpeg,
  isMediaWorker,
  type RunningProcess,
} from '../support/processes.ts';
import type { Site } from './site.ts';

export const liveVictims = ['recorder', 'worker', 'hub', 'everything'] as const;
export type LiveVictim = (typeof liveVictims)[number];
/** A runner is there to be killed alone only where it is a process apart. */
export const makingVictims = ['ffmpeg', 'remuxer', 'hub', 'everything', 'runner'] as const;
export type MakingVictim = (typeof makingVictims)[number];
/** While they make what they can of a session that goes on; a hub is killed when one of the others is at work. */
export const aheadVictims = ['sound', 'follower', 'drawer', 'hub', 'everything'] as const;
export type AheadVictim = (typeof aheadVictims)[number];
type Victim = LiveVictim | MakingVictim | AheadVictim;

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

const tests: Record<Victim, (process: RunningProcess) => boolean | Promise<boolean>> = {
  recorder: hasTakeOpen,
  worker: isMediaWorker,
  ffmpeg: isFfmpeg,
  remuxer: ({ command }) => command.includes('remux-child'),
  follower: ({ command }) => command.includes('follow-child'),
  sound: ({ command }) => command.includes('sound-child'),
  drawer: (process) => isFfmpeg(process) && process.command.includes('/chunks/'),
  hub: () => false,
  runner: () => false,
  everything: () => true,
};

/** Which processes of a site die with this victim. */
async function processesOf({ hub, runner }: Site, victim: Victim): Promise<number[]> {
  const hubPid = hub.process.process.pid ?? 0;
  const pids: number[] = [];
  if (isHubKilled(victim)) pids.push(hubPid);
  if (runner !== undefined && isRunnerKilled(victim)) pids.push(runner);
  const roots = runner === undefined ? [hubPid] : [hubPid, runner];
  for (const one of roots.flatMap((root) => descendantsOf(root))) {
    if (await tests[victim](one)) pids.push(one.pid);
  }
  return pids;
}

const isHubKilled = (victim: string): boolean => victim === 'hub' || victim === 'everything';
const isRunnerKilled = (victim: string): boolean =>
  victim === 'runner' || victim === 'everything';

/**
 * `kill -9`. A hub or a runner that was among them is started again. Waits for a victim while `isWorthWaiting`; returns
 * whether there was one.
 */
export async function kill(
  site: Site,
  victim: Victim,
  { onKilled, isWorthWaiting }: { onKilled: () => void; isWorthWaiting: () => boolean },
): Promise<boolean> {
  let killed = 0;
  for (;;) {
    for (const pid of await processesOf(site, victim)) killed += killOne(pid);
    if (killed > 0 || !isWorthWaiting()) break;
    await delay(10);
  }
  if (killed === 0) return false;
  onKilled();
  if (isHubKilled(victim)) {
    await site.hub.process.stop('SIGKILL');
    await site.hub.startAgain();
  }
  if (isRunnerKilled(victim)) await site.startRunnerAgain();
  return true;
}

/** Whether something makes what it can of a session that goes on. */
export function isPreparing({ hub }: Site): boolean {
  const own = descendantsOf(hub.process.process.pid ?? 0);
  return own.some((one) => /(?:follow|sound)-child/.test(one.command));
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
