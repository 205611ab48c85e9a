/** Something that can be stopped for a while and go on where it stood, such as an ffmpeg between two files. */
export type Pausable = { pause(): void; resume(): void };

/** Lets live rooms go first: whatever has joined is paused while they are busy. */
export type YieldGate = {
  readonly busy: boolean;
  /** From now on `work` is paused and resumed by the gate. The returned function takes it out, paused or not. */
  join(work: Pausable): () => void;
};

const pollMs = 1_000;

/** Asks `isBusy` once a second while anything has joined, and at once for the one that joins. */
export function createYieldGate({ isBusy }: { isBusy: () => boolean }): YieldGate {
  const joined = new Set<Pausable>();
  let busy = false;
  let timer: NodeJS.Timeout | undefined;

  const poll = (): void => {
    const wasBusy = busy;
    busy = isBusy();
    if (busy === wasBusy) return;
    for (const work of joined) {
      if (busy) work.pause();
      else work.resume();
    }
  };

  return {
    get busy() {
      return busy;
    },
    join(work) {
      poll();
      joined.add(work);
      if (busy) work.pause();
      timer ??= setInterval(poll, pollMs).unref();
      return () => {
        joined.delete(work);
        if (joined.size > 0) return;
        clearInterval(timer);
        timer = undefined;
        busy = false;
      };
    },
  };
}

/** For tests and tools that run with no rooms beside them. */
export const openGate: YieldGate = createYieldGate({ isBusy: () => false });
