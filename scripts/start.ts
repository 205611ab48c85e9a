/**
 * Runs Serambi in this process. Set-up has been done by scripts/run.mjs.
 *
 * When: always; this is `npm start`.
 * Example: HTTP_PORT=8080 npm start
 */
import { envHelp } from './setup/env-help.ts';

if (process.argv.includes('--help')) {
  process.stdout.write(`Serambi reads its settings from the environment.\n\n${envHelp()}`);
} else {
  await import('../server/main.ts');
}
