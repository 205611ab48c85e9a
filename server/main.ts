import { inspect } from 'node:util';
import { startApp } from './app.ts';
import { ConfigError, parseConfig } from './config.ts';
import { AppError } from './platform/app-error.ts';
import { closeOnSignal } from './platform/close-on-signal.ts';
import { createLog } from './platform/log.ts';
import { Scope } from './platform/scope.ts';

/** The process. Read app.ts next: it builds every part, in order. */
async function main(): Promise<void> {
  const config = parseConfig(process.env);
  const log = createLog(config.logLevel);
  const scope = new Scope('serambi', log);
  closeOnSignal(scope, log);
  try {
    const listening = await startApp({ config, log, scope });
    log.info({ role: config.role, origin: listening?.origin }, 'serambi ready');
    process.stdout.write(listening ? greeting(listening) : mediaGreeting);
  } catch (error) {
    await scope.close('failed to start');
    throw error;
  }
}

/** A process without pages has no address to print. */
const mediaGreeting = '\nSerambi is ready to make episodes\n\n';

function greeting({
  origin,
  ownerLink,
}: {
  origin: string;
  ownerLink: string | undefined;
}): string {
  const first = ownerLink
    ? `\nNo owner yet. This link makes the owner's account; it works once:\n\n    ${ownerLink}\n`
    : '';
  return `\nSerambi is running at ${origin}\n${first}\n`;
}

main().catch((error: unknown) => {
  // No stack for what a person can mend: the message says how.
  const mendable = error instanceof ConfigError || error instanceof AppError;
  process.stderr.write(`${mendable ? error.message : inspect(error)}\n`);
  process.exit(1);
});
