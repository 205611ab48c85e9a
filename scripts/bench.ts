/**
 * Measures what Serambi costs against the barest thing that does the same, in the same run, and prints ratios. Each
 * benchmark is tests/bench/<name>.ts; what they measure, and results, are in tests/bench/README.md. Fails only when a
 * benchmark is void: when it could not be measured, or what it measured did not do its work.
 *
 * When: before and after a change that might make something slower, on a machine that does nothing else.
 * Example: npm run bench -- join record publish
 *          npm run bench -- record --rounds 3 --seconds 10    shorter
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench, BenchReport } from '../tests/bench/bench.ts';
import { say } from './setup/task.ts';

type Entry = { load: () => Promise<{ bench: Bench }>; rounds: number; seconds: number };

const benches: Record<string, Entry> = {
  join: { load: () => import('../tests/bench/join.ts'), rounds: 7, seconds: 0 },
  record: { load: () => import('../tests/bench/record.ts'), rounds: 5, seconds: 20 },
  sfu: { load: () => import('../tests/bench/sfu.ts'), rounds: 5, seconds: 20 },
  beside: { load: () => import('../tests/bench/beside.ts'), rounds: 5, seconds: 15 },
  fanout: { load: () => import('../tests/bench/fanout.ts'), rounds: 5, seconds: 0 },
  recover: { load: () => import('../tests/bench/recover.ts'), rounds: 1, seconds: 0 },
  crowd: { load: () => import('../tests/bench/crowd.ts'), rounds: 5, seconds: 0 },
  chat: { load: () => import('../tests/bench/chat.ts'), rounds: 3, seconds: 10 },
  strength: { load: () => import('../tests/bench/strength.ts'), rounds: 3, seconds: 10 },
  compose: { load: () => import('../tests/bench/compose.ts'), rounds: 1, seconds: 60 },
  hours: { load: () => import('../tests/bench/hours.ts'), rounds: 1, seconds: 7_200 },
  publish: { load: () => import('../tests/bench/publish.ts'), rounds: 1, seconds: 120 },
  commands: { load: () => import('../tests/bench/commands.ts'), rounds: 1, seconds: 600 },
  ahead: { load: () => import('../tests/bench/ahead.ts'), rounds: 1, seconds: 600 },
  end: { load: () => import('../tests/bench/end.ts'), rounds: 1, seconds: 600 },
  podcast: { load: () => import('../tests/bench/podcast.ts'), rounds: 1, seconds: 600 },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    rtt: { type: 'string' },
    help: { type: 'boolean' },
  },
});
const names = positionals.length > 0 ? positionals : Object.keys(benches);
const unknown = names.filter((name) => !Object.hasOwn(benches, name));
if (values.help || unknown.length > 0) {
  if (unknown.length > 0) say(`There is no benchmark called ${unknown.join(', ')}.`);
  say('npm run bench -- [name …] [--rounds n] [--seconds n] [--rtt ms]');
  say(`Names: ${Object.keys(benches).join(', ')}; all of them when none is given.`);
  process.exit(values.help ? 0 : 1);
}

say(
  `${os.cpus().length} × ${os.cpus()[0]?.model ?? 'CPU'}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`,
);
let voids = 0;
for (const name of names) {
  say(`\n${name} (load of the machine before: ${os.loadavg()[0]?.toFixed(1) ?? '?'})`);
  const report = await measure(name);
  printReport(report);
  if (report.isVoid) voids += 1;
}
process.exit(voids > 0 ? 1 : 0);

async function measure(name: string): Promise<BenchReport> {
  const entry = benches[name];
  if (!entry) return { rows: [], isVoid: `unknown: ${name}` };
  const folder = await mkdtemp(path.join(os.tmpdir(), `serambi-bench-${name}-`));
  try {
    const { bench } = await entry.load();
    return await bench({
      folder,
      say: (text) => say(`  ${text}`),
      rounds: Number(values.rounds ?? entry.rounds),
      seconds: Number(values.seconds ?? entry.seconds),
      rttMs: Number(values.rtt ?? 50),
    });
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { rows: [], isVoid: reason };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function printReport({ rows, isVoid }: BenchReport): void {
  const width = Math.max(0, ...rows.map(({ what }) => what.length));
  for (const { what, unit, ours, baseline, rounds } of rows) {
    const ratio = (ours / baseline).toFixed(2);
    say(
      `  ${what.padEnd(width)}  ${ratio.padStart(6)}   (${digits(ours)} / ${digits(baseline)} ${unit})`,
    );
    if (!rounds || rounds.ours.length < 2) continue;
    say(`    ours      ${rounds.ours.map(digits).join('  ')}`);
    say(`    baseline  ${rounds.baseline.map(digits).join('  ')}`);
  }
  if (isVoid) say(`  VOID: ${isVoid}`);
}

/** Three significant digits: nothing here is known better. */
function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
