/** Something that can be stopped for a while and go on where it stood, such as an ffmpeg between two files. */
export type Pausable = { pause(): void; resume(): void };

/** Lets live rooms go first: whatever has joined is paused while they are busy. */
export type YieldGate = {
  readonly busy: boolean;
  /** From now on `work` is paused and resumed by the gate. The returned function takes it out, paused or not. */
  join(work: Pausable): () => void;
  /** Hears when what has joined is paused, and when it goes on. The returned function ends that. */
  watch(hear: (isPaused: boolean) => void): () => void;
};

const pollMs = 1_000;

/** Asks `isBusy` once a second while anything has joined, and at once for the one that joins. */
export function createYieldGate({ isBusy }: { isBusy: () => boolean }): YieldGate {
  const joined = new Set<Pausable>();
  const watching = new Set<(isPaused: boolean) => void>();
  let busy = false;
  let timer: NodeJS.Timeout | undefined;

  const tell = (isPaused: boolean): void => {
    for (const hear of watching) hear(isPaused);
  };

  const poll = (): void => {
    const wasBusy = busy;
    busy = isBusy();
    if (busy === wasBusy || joined.size === 0) return;
    for (const work of joined) {
      if (busy) work.pause();
      else work.resume();
    }
    tell(busy);
  };

  return {
    get busy() {
      return busy;
    },
    join(work) {
      poll();
      joined.add(work);
      if (busy) {
        work.pause();
        tell(true);
      }
      timer ??= setInterval(poll, pollMs).unref();
      return () => {
        joined.delete(work);
        if (joined.size > 0) return;
        clearInterval(timer);
        timer = undefined;
        if (busy) tell(false);
        busy = false;
      };
    },
    watch(hear) {
      watching.add(hear);
      return () => void watching.delete(hear);
    },
  };
}

/** For tests and tools that run with no rooms beside them. */
export const openGate: YieldGate = createYieldGate({ isBusy: () => false });
