/**
 * Holds short sessions with real media and kills -9, at random moments, what records them or makes their episodes: the
 * recorder, the media worker, the hub, ffmpeg, the remuxer, the job runner, or all at once. In every second ten rounds the
 * job runner is a process apart (`ROLE=media`, with PostgreSQL and an S3 server); in every third of the others the session
 * is minutes old, and what makes its sound and picture ahead is killed. Each must end as one whole episode. Prints a line a round; exits 0 only if nothing was lost that may not be lost, and keeps the data of what failed.
 * A second may be lost for each kill, counted while there was somebody to send to; for how long there was not is printed
 * beside it (away): none for a recorder, five seconds at most for a worker, a hub's start, and a minute at most, for a hub.
 *
 * When: after a change to what records or to the pipeline. CI runs 20 rounds of it.
 * Example: npm run chaos -- recording
 *          npm run chaos -- recording --rounds 20 --seed 7    the same kills as the last time with this seed
 */
import { parseArgs } from 'node:util';
import { runRounds, type Round } from '../tests/chaos/run-rounds.ts';
import { say } from './setup/task.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '100' },
    seed: { type: 'string', default: `${Date.now() % 1_000_000}` },
    help: { type: 'boolean' },
  },
});
const rounds = Number(values.rounds);
const seed = Number(values.seed);
const isRight = rounds > 0 && Number.isInteger(rounds) && Number.isInteger(seed);
if (values.help || positionals.join() !== 'recording' || !isRight) {
  say('npm run chaos -- recording [--rounds n] [--seed n]');
  process.exit(values.help ? 0 : 1);
}

say(`${rounds} rounds with seed ${seed}.`);
say(
  'round  killed live         while made          on air  sound   away   lost  unseen  kept  took',
);
let failed = 0;
const { kept, strayWork } = await runRounds({ rounds, seed }, (round) => {
  say(lineOf(round));
  if (round.verdict.faults.length > 0) failed += 1;
});
for (const stray of strayWork) say(`✖ left over: ${stray}`);
for (const folder of kept) say(`Data kept in ${folder}`);
const isWhole = failed === 0 && strayWork.length === 0;
say(isWhole ? 'Everything is whole.' : `${failed} of ${rounds} rounds failed (seed ${seed}).`);
process.exit(isWhole ? 0 : 1);

function lineOf({ number, plan, kills, verdict, tookMs }: Round): string {
  const { onAirMs, audioMs, awayMs, lostMs, lostPictureMs, acknowledged, faults } = verdict;
  const columns = [
    `${faults.length > 0 ? '✖' : '✔'} ${number}`.padEnd(6),
    (plan.ahead ? nameOfAhead(plan.ahead, kills) : nameOf(plan.live, kills.live)).padEnd(19),
    nameOf(plan.making, kills.making).padEnd(19),
    ...[onAirMs, audioMs, awayMs, lostMs, lostPictureMs].map((ms) => seconds(ms).padStart(6)),
    `${acknowledged ?? '-'}`.padStart(4),
    seconds(tookMs).padStart(6),
  ];
  return [columns.join(' '), ...faults.map((fault) => `       ${fault}`)].join('\n');
}

/** A hub that dies, comes back to a session that is minutes old, and what is killed then. */
function nameOfAhead({ victim }: { victim: string }, { live, ahead }: Round['kills']): string {
  return live + ahead > 1 ? `hub, old: ${victim}` : `hub, (no ${victim})`;
}

function nameOf(kill: { victim: string; atMs: number } | undefined, killed: number): string {
  if (!kill) return '-';
  return killed > 0 ? `${kill.victim} at ${seconds(kill.atMs)}` : `(no ${kill.victim})`;
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? '-' : (ms / 1_000).toFixed(2);
}
