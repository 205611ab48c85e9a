import { setTimeout as delay } from 'node:timers/promises';

/** Something that can be stopped for a while and go on where it stood, such as an ffmpeg between two files. */
export type Pausable = { pause(): void; resume(): void };

/** What work stands still for: live rooms that need the machine, or a disk with no room to spare. */
export type Hold = 'rooms' | 'disk';

/** Lets live rooms go first: whatever has joined is paused while they are busy, or the disk is short. */
export type YieldGate = {
  /** From now on `work` is paused and resumed by the gate. The returned function takes it out, paused or not. */
  join(work: Pausable): () => void;
  /**
   * For what this process itself writes, before each piece of some megabytes: resolves once the disk has room, mostly at
   * once. Rejects with the signal's reason.
   */
  room(signal: AbortSignal): Promise<void>;
  /** Hears for what all that has joined is paused, and when it goes on (undefined). The returned function ends that. */
  watch(hear: (hold: Hold | undefined) => void): () => void;
};

type Options = {
  isBusy: () => boolean;
  /** Default: the disk always has room. */
  isShort?: () => boolean;
};

const pollMs = 1_000;

/** Asks once a second while anything has joined, and at once for the one that joins. */
export function createYieldGate({ isBusy, isShort = () => false }: Options): YieldGate {
  const joined = new Set<Pausable>();
  const watching = new Set<(hold: Hold | undefined) => void>();
  let hold: Hold | undefined;
  let timer: NodeJS.Timeout | undefined;

  const tell = (now: Hold | undefined): void => {
    for (const hear of watching) hear(now);
  };

  const poll = (): void => {
    const before = hold;
    hold = isShort() ? 'disk' : isBusy() ? 'rooms' : undefined;
    if (hold === before || joined.size === 0) return;
    if (!hold || !before) {
      for (const work of joined) {
        if (hold) work.pause();
        else work.resume();
      }
    }
    tell(hold);
  };

  const join = (work: Pausable): (() => void) => {
    poll();
    joined.add(work);
    if (hold) {
      work.pause();
      tell(hold);
    }
    timer ??= setInterval(poll, pollMs).unref();
    return () => {
      joined.delete(work);
      if (joined.size > 0) return;
      clearInterval(timer);
      timer = undefined;
      if (hold) tell(undefined);
      hold = undefined;
    };
  };

  return {
    join,
    async room(signal) {
      if (!isShort()) return;
      // Whoever watches hears of it.
      const leave = join({ pause: () => undefined, resume: () => undefined });
      try {
        while (isShort()) await delay(pollMs, undefined, { signal });
      } finally {
        leave();
      }
    },
    watch(hear) {
      watching.add(hear);
      return () => void watching.delete(hear);
    },
  };
}

/** For tests and tools that run with no rooms beside them. */
export const openGate: YieldGate = createYieldGate({ isBusy: () => false });
