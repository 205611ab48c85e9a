/**
 * Checks the code, then runs every test on real parts. Prints `N passed, N failed` as its last line.
 *
 * When: before every push; CI runs exactly this.
 * Example: npm test                      everything
 *          npm test -- --project unit    only that, without the checks
 */
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { localCache, root } from './setup/paths.ts';
import { say } from './setup/task.ts';

type TestFile = { name: string; status: string; assertionResults: { status: string }[] };
type Report = { numPassedTests: number; testResults: TestFile[]; code: number };

/**
 * Browsers, encoders and a hub share two cores, and now and then a moment is missed. Tests of one file go on from each other:
 * a second try begins with the first one. Where more files fail than a few, it was not in passing.
 */
const mayFailInPassing = /[\\/]tests[\\/](integration|e2e)[\\/]/;
const mostAgain = 5;
/** It kills what records or makes an episode: something lost once in forty times is what it is there to find. */
const neverAgain = /[\\/]chaos\.test\.ts$/;

const chosen = process.argv.slice(2);

function command(file: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, TZ: 'UTC' },
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

const bin = (name: string): string => path.join(root, 'node_modules', '.bin', name);
const checkCode =
  chosen.length > 0
    ? 0
    : await command(process.execPath, [path.join(root, 'scripts', 'run.mjs'), 'check']);

/** Runs vitest and reads its report. */
async function runTests(name: string, args: readonly string[]): Promise<Report> {
  const file = path.join(localCache, `${name}.json`);
  const told = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  await mkdir(localCache, { recursive: true });
  await rm(file, { force: true });
  const code = await command(bin('vitest'), ['run', ...told, ...args]);
  const report = JSON.parse(await readFile(file, 'utf8')) as Report;
  return { ...report, code };
}

const countOf = ({ assertionResults }: TestFile, state: 'passed' | 'failed'): number =>
  assertionResults.filter(({ status }) => status === state).length;
/** A file that could not even be loaded holds no failed test, and is a failure all the same. */
const failuresOf = (file: TestFile): number =>
  file.status === 'failed' ? Math.max(1, countOf(file, 'failed')) : 0;
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const report = await runTests('test-report', chosen);
const hasFailed = report.testResults.filter(({ status }) => status === 'failed');
const isTriedAgain =
  hasFailed.length <= mostAgain && hasFailed.every(({ name }) => mayFailInPassing.test(name));

let { numPassedTests: passed } = report;
let failed = sum(hasFailed.map(failuresOf));
// What went wrong outside any test counts, too.
if (report.code !== 0 && failed === 0) failed = 1;
for (const file of isTriedAgain ? hasFailed.filter((one) => !neverAgain.test(one.name)) : []) {
  const name = path.relative(root, file.name);
  say(`${name} failed. Once more, from its beginning and by itself …`);
  const again = await runTests('test-report-again', [file.name]);
  const failures = again.code === 0 ? 0 : Math.max(1, sum(again.testResults.map(failuresOf)));
  passed += again.numPassedTests - countOf(file, 'passed');
  failed += failures - failuresOf(file);
  say(`${name} ${failures === 0 ? 'passed at its second try' : 'failed again'}.`);
}
if (checkCode !== 0) {
  failed += 1;
  say('The checks above failed: they count as one failure.');
}
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
