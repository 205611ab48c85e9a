/**
 * Everything that can be said about the code without running it: formatting, types, lint, import rules, unused code,
 * documents and their links. Says each kind's problems as soon as they are known; ends non-zero when there are any.
 *
 * When: before every commit; `npm test` runs it first.
 * Example: npm run check
 */
import path from 'node:path';
import { documentFaults } from './setup/doc-links.ts';
import { root } from './setup/paths.ts';
import { run, say } from './setup/task.ts';

const bin = (name: string): string => path.join(root, 'node_modules', '.bin', name);

type Check = { name: string; command: string; args: string[] };

const lint: Check = { name: 'lint', command: 'eslint', args: ['.', '--max-warnings', '0'] };
/** Cheap ones first: what is wrong is said early. */
const others: readonly Check[] = [
  { name: 'formatting', command: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
  { name: 'types: server, media, scripts', command: 'tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'types: client', command: 'tsc', args: ['-p', 'client/tsconfig.json'] },
  { name: 'types: tests', command: 'tsc', args: ['-p', 'tests/tsconfig.json'] },
  {
    name: 'import rules',
    command: 'depcruise',
    args: ['server', 'media', 'client', 'scripts', '--output-type', 'err'],
  },
  { name: 'unused code', command: 'knip', args: ['--no-progress'] },
];

/** Resolves to whether there was nothing to complain about, once it has said so. */
async function passes({ name, command, args }: Check): Promise<boolean> {
  const startedMs = Date.now();
  const { code, output } = await run(bin(command), args, { cwd: root });
  say(`${code === 0 ? '✔' : '✖'} ${name} (${((Date.now() - startedMs) / 1000).toFixed(1)} s)`);
  if (code !== 0) say(output);
  return code === 0;
}

async function passOthers(): Promise<boolean> {
  let isGood = true;
  for (const check of others) isGood = (await passes(check)) && isGood;
  const faults = await documentFaults();
  say(`${faults.length === 0 ? '✔' : '✖'} documents and their links`);
  for (const fault of faults) say(`  ${fault}`);
  return isGood && faults.length === 0;
}

// Lint takes as long as all others together: it has a core to itself.
const good = await Promise.all([passes(lint), passOthers()]);
process.exitCode = good.every(Boolean) ? 0 : 1;
