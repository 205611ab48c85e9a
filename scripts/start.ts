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

if (process.argv.includes('--help')) {
  process.stdout.write(`Serambi reads its settings from the environment.\n\n${envHelp()}`);
} else {
  try {
    await setUp('run');
    process.send?.({ hub: await buildServer(), worker: process.env['MEDIASOUP_WORKER_BIN'] });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
