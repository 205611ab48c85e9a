/**
 * Checks the code, then runs every test on real parts. Prints `N passed, N failed` as its last line.
 *
 * When: before every push; CI runs exactly this.
 * Example: npm test                      everything
 *          npm test -- --project unit    only that, without the checks
 */
import { spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { localCache, root } from './setup/paths.ts';
import { say } from './setup/task.ts';

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numTotalTestSuites: number;
  numFailedTestSuites: number;
  testResults: { status: string; assertionResults: unknown[] }[];
};

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

await mkdir(localCache, { recursive: true });
const reportFile = path.join(localCache, 'test-report.json');
const testCode = await command(bin('vitest'), [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${reportFile}`,
  ...chosen,
]);
const report = JSON.parse(await readFile(reportFile, 'utf8')) as Report;

// A file that could not even be loaded holds no failed test, and is a failure all the same.
const unloadable = report.testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
).length;
const failed = report.numFailedTests + unloadable + (checkCode === 0 ? 0 : 1);
if (checkCode !== 0) say('The checks above failed: they count as one failure.');
say(`${report.numPassedTests} passed, ${failed} failed`);
process.exitCode = failed > 0 || testCode !== 0 ? 1 : 0;
