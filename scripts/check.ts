/**
 * Everything that can be said about the code without running it: formatting, types, lint, import rules, unused code,
 * documents and their links. Ends non-zero at the first kind of problem, after printing all of that kind.
 *
 * When: before every commit; `npm test` runs it first.
 * Example: npm run check
 */
import path from 'node:path';
import { documentFaults } from './setup/doc-links.ts';
import { root } from './setup/paths.ts';
import { run, say } from './setup/task.ts';

const bin = (name: string): string => path.join(root, 'node_modules', '.bin', name);

/** name, command, arguments. Cheap ones first: the first failure ends the run. */
const checks: [string, string, string[]][] = [
  ['formatting', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
  ['types: server, media, scripts', bin('tsc'), ['-p', 'tsconfig.json']],
  ['types: client', bin('tsc'), ['-p', 'client/tsconfig.json']],
  ['types: tests', bin('tsc'), ['-p', 'tests/tsconfig.json']],
  [
    'import rules',
    bin('depcruise'),
    ['server', 'media', 'client', 'scripts', '--output-type', 'err'],
  ],
  ['unused code', bin('knip'), ['--no-progress']],
  ['lint', bin('eslint'), ['.', '--max-warnings', '0']],
];

for (const [name, command, args] of checks) {
  const startedMs = Date.now();
  const { code, output } = await run(command, args, { cwd: root });
  say(`${code === 0 ? '✔' : '✖'} ${name} (${((Date.now() - startedMs) / 1000).toFixed(1)} s)`);
  if (code !== 0) {
    say(output);
    process.exit(1);
  }
}
const faults = await documentFaults();
say(`${faults.length === 0 ? '✔' : '✖'} documents and their links`);
for (const fault of faults) say(`  ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;
