import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { ObjectStore } from '../platform/object-store.ts';
import { createSerial } from '../platform/serial.ts';
import type { Purge, PurgeRepository } from './purge.ts';

/**
 * A run asks before each object that it writes whether it may, and once more after it. One that is cut off from the
 * database can therefore bring one object late; this is more than any takes.
 */
const settleMs = 10 * 60_000;

/** The object store or the disk may be away for some hours without anybody having to do something. */
const overdueMs = 24 * 3_600_000;

/** Brings what is to be purged to its end, whatever is away or dies meanwhile. */
export type Purges = {
  /** What is due. One that cannot be ended yet is tried again at the next sweep; it is never given up. */
  sweep(): Promise<void>;
  /** The same in the background. */
  start: () => void;
  /**
   * At start-up: resolves when of what is due nothing is on this disk any more, so that no recording is found again. The
   * object store may be away: its part goes on in the background.
   */
  recover(): Promise<void>;
  /** What has been due for more than a day: something keeps it from its end. Oldest first. */
  overdue(): Promise<Pick<Purge, 'dueAt'>[]>;
};

/** Takes the jobs of recordings out that wait. Resolves with whether one is being worked on. */
export type ForgetJobs = (runs: {
  recordingIds: readonly string[];
  /** Of earlier revisions only; undefined for all. */
  revision: number | undefined;
}) => Promise<boolean>;

type Deps = {
  purges: PurgeRepository;
  objects: Pick<ObjectStore, 'deletePrefix'>;
  recordingsDir: string;
  forgetJobs: ForgetJobs;
  clock: Clock;
  log: Logger;
  /** Shorter in tests. */
  settleMs?: number;
};

export function createPurges(deps: Deps): Purges {
  const { purges, objects, recordingsDir, forgetJobs, clock, log } = deps;
  const inTurn = createSerial();

  const clearDisk = async ({ folders }: Pick<Purge, 'folders'>): Promise<number> => {
    let found = 0;
    for (const folder of folders) {
      if (await removed(path.join(recordingsDir, folder))) found += 1;
    }
    return found;
  };

  const purgeOnce = async (purge: Purge): Promise<void> => {
    const { purgeId, prefixes, dueAt } = purge;
    // Asked first: what a run wrote before it ended is found below.
    const isWorkedOn = await forgetJobs(purge);
    let found = 0;
    for (const prefix of prefixes) found += await objects.deletePrefix(prefix);
    found += await clearDisk(purge);
    const isSettled =
      clock.now().getTime() - dueAt.getTime() >= (deps.settleMs ?? settleMs) &&
      found === 0 &&
      !isWorkedOn;
    if (found > 0) log.info({ purge: purgeId, found }, 'purged');
    if (isSettled) await purges.delete(purgeId);
  };

  const sweep = (onBegun?: () => void): Promise<void> =>
    inTurn(async () => {
      onBegun?.();
      for (const purge of await purges.listDue(clock.now())) {
        await purgeOnce(purge).catch((error: unknown) => {
          log.warn({ err: error, purge: purge.purgeId }, 'not purged yet');
        });
      }
    });

  let isNextDue = false;
  const start = (): void => {
    // The store may take long to say nothing: one that waits for its turn finds what is due by then.
    if (isNextDue) return;
    isNextDue = true;
    sweep(() => (isNextDue = false)).catch((error: unknown) =>
      log.warn({ err: error }, 'purges cannot be read'),
    );
  };

  return {
    sweep: () => sweep(),
    start,
    async recover() {
      for (const purge of await purges.listDue(clock.now())) {
        await clearDisk(purge).catch((error: unknown) => {
          log.warn({ err: error, purge: purge.purgeId }, 'not off this disk yet');
        });
      }
      start();
    },
    overdue: () => purges.listDue(new Date(clock.now().getTime() - overdueMs)),
  };
}

/** Whether there was something. */
async function removed(folder: string): Promise<boolean> {
  try {
    await rm(folder, { recursive: true });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
