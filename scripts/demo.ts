/**
 * Plays the whole story by itself on real media: a hub on a free port with a fresh data directory, three people in
 * headless Chromium (host with slides, speaker who shares a screen, reloads, is muted and without a camera, listener on
 * a phone who asks), a session of one minute in which the recorder is killed, and what becomes of it. Prints a table; exits 0 only if everything in it is right.
 *
 * When: to see that everything works together.
 * Example: npm run demo -- --keep
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { holdSession } from '../tests/support/demo-session.ts';
import { startHub } from '../tests/support/hub-process.ts';
import type { Finding } from '../tests/support/finding.ts';
import { inspectEpisode } from '../tests/support/inspect-episode.ts';
import { say } from './setup/task.ts';

const keep = process.argv.includes('--keep');
const dataDir = await mkdtemp(path.join(os.tmpdir(), 'serambi-demo-'));
const hub = await startHub(dataDir, {}, { isFirst: true });
let wrong = 1;
try {
  say(`Hub at ${hub.origin}, data in ${dataDir}`);
  const held = await holdSession(hub, { folder: dataDir, say });
  const findings = await inspectEpisode(hub.origin, held);
  wrong = printTable(findings);
} catch (error) {
  say(
    `The demo could not be finished: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  say(`The hub's log: ${path.join(dataDir, 'hub.log')}`);
} finally {
  await hub.stop();
  if (keep || wrong > 0) say(`Data kept in ${dataDir}`);
  else await rm(dataDir, { recursive: true, force: true });
}
process.exit(wrong > 0 ? 1 : 0);

/** Prints what was found; returns how many findings are not as they should be. */
function printTable(findings: readonly Finding[]): number {
  const width = Math.max(...findings.map(({ what }) => what.length));
  say('');
  for (const { what, found, right } of findings) {
    say(`${right ? '✔' : '✖'} ${what.padEnd(width)}  ${found}`);
  }
  const failed = findings.filter(({ right }) => !right).length;
  say(
    failed === 0
      ? '\nEverything is right.'
      : `\n${failed} of ${findings.length} are not right.`,
  );
  return failed;
}
