import type { types } from 'mediasoup';
import type { Logger } from '../platform/log.ts';

const sampleMs = 1000;

type Options = {
  /** A worker that does not answer for so long is stuck, and is killed. */
  silenceMs: number;
  /** Of one core, 0 to 1, about once a second. */
  onCpuShare: (share: number) => void;
  log: Logger;
};

/** Asks a worker each second how much it works, until it closes. */
export function watchWorker(worker: types.Worker, options: Options): void {
  const { silenceMs, onCpuShare, log } = options;
  const periodMs = Math.min(sampleMs, silenceMs);
  let before: { cpuMs: number; atMs: number } | undefined;
  /** Ticks, not time: a hub that was held up itself must not take that for the worker's silence. */
  let silentTicks = 0;

  const ask = async (): Promise<void> => {
    try {
      const { ru_utime: userMs, ru_stime: systemMs } = await worker.getResourceUsage();
      const now = { cpuMs: userMs + systemMs, atMs: performance.now() };
      if (before) onCpuShare((now.cpuMs - before.cpuMs) / (now.atMs - before.atMs));
      before = now;
      silentTicks = 0;
    } catch {
      // It closed or died while being asked: others are told of that.
    }
  };

  const timer = setInterval(() => {
    silentTicks += 1;
    if (silentTicks === 1) void ask();
    else if (silentTicks * periodMs > silenceMs) {
      clearInterval(timer);
      log.error({ pid: worker.pid }, 'media worker does not answer, killing it');
      process.kill(worker.pid, 'SIGKILL');
    }
  }, periodMs);
  worker.observer.once('close', () => clearInterval(timer));
}
