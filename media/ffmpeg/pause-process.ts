import type { createWatchdog } from '../../server/platform/watchdog.ts';

/** How the gate stops a process and lets it go on. Its watchdog does not wait for one that stands still. */
export const pauseProcess = (
  process: { kill(signal: 'SIGSTOP' | 'SIGCONT'): unknown },
  watchdog: ReturnType<typeof createWatchdog>,
): { pause(): void; resume(): void } => ({
  pause() {
    watchdog.stop();
    process.kill('SIGSTOP');
  },
  resume() {
    process.kill('SIGCONT');
    watchdog.start();
  },
});
