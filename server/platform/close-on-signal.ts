import type { Logger } from './log.ts';
import type { Scope } from './scope.ts';

/** Long enough to flush every take and end every step; shorter than the 30 s a container gets. */
const graceMs = 20_000;

/** Closes the process scope once, on the first signal or stray error; a second signal ends at once. */
export function closeOnSignal(scope: Scope, log: Logger): void {
  let closing = false;
  const close = (reason: string, exitCode: number): void => {
    if (closing) process.exit(exitCode || 1);
    closing = true;
    setTimeout(() => process.exit(1), graceMs).unref();
    void scope.close(reason).then(() => process.exit(exitCode));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      log.info({ signal }, 'shutting down');
      close(signal, 0);
    });
  }
  const stray = (error: unknown): void => {
    log.fatal({ err: error }, 'stray error: a bug, closing');
    close('stray error', 1);
  };
  process.on('uncaughtException', stray);
  process.on('unhandledRejection', stray);
}
