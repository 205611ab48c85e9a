/**
 * Gets everything ready for `npm start`, and tells scripts/run.mjs which file the hub is.
 *
 * When: always; `npm start` begins with it.
 * Example: HTTP_PORT=8080 npm start
 */
import { buildServer } from './setup/build-server.ts';
import { envHelp } from './setup/env-help.ts';
import { setUp } from './setup/setup.ts';
import { SetupError } from './setup/task.ts';

// Whoever waits for it was ended.
const giveUp = (): never => process.exit(1);
process.once('disconnect', giveUp);
if (process.argv.includes('--help')) {
  process.stdout.write(`Serambi reads its settings from the environment.\n\n${envHelp()}`);
} else {
  try {
    await setUp('run');
    const ready = { hub: await buildServer(), worker: process.env['MEDIASOUP_WORKER_BIN'] };
    await new Promise((sent) => process.send?.(ready, sent));
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
process.off('disconnect', giveUp).disconnect();
