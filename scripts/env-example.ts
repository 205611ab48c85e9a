/**
 * Prints .env.example from the settings schema.
 *
 * When: after changing server/config.ts.
 * Example: npx tsx scripts/env-example.ts > .env.example
 */
import { envExample } from './setup/env-help.ts';

process.stdout.write(envExample());
