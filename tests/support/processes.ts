import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { getPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Scope } from '../../server/platform/scope.ts';

export type RunningProcess = { pid: number; command: string };

/**
 * All that a process has started, and what those have started, by /proc (Linux). Asked every few milliseconds by whoever
 * waits for one of them: read at once and not by way of other threads, which takes seven times as long.
 */
export function descendantsOf(ancestor: number): RunningProcess[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (pid > 0) parents.set(pid, parentOf(pid));
  }
  const found = new Set([ancestor]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  found.delete(ancestor);
  return [...found].flatMap((pid) => {
    // A zombie has no command any more.
    const command = commandLineOf(pid).replaceAll('\0', ' ');
    return command ? [{ pid, command }] : [];
  });
}

/** After the name in brackets: state, parent (proc(5)). NaN when it has ended meanwhile. */
function parentOf(pid: number): number {
  const stat = readNow(pid, 'stat');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ', 2)[1]);
}

/** Words are parted by NUL. Nothing when the process has ended meanwhile. */
export const commandLineOf = (pid: number): string => readNow(pid, 'cmdline');

function readNow(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** Waits for a process of the hub that fits. Throws when there is none within the time. */
export async function findProcess(
  ancestor: number | undefined,
  fits: (process: RunningProcess) => boolean | Promise<boolean>,
  withinMs = 60_000,
): Promise<number> {
  if (ancestor === undefined) throw new Error('The process did not start.');
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    for (const process of descendantsOf(ancestor)) {
      if (await fits(process)) return process.pid;
    }
    await delay(20);
  }
  throw new Error('No such process appeared.');
}

/** Whether it is writing a take now. */
export async function hasTakeOpen({ pid }: RunningProcess): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const files = await Promise.all(
    names.map((name) => readlink(`${folder}/${name}`).catch(() => '')),
  );
  return files.some((file) => file.endsWith('.rtpl'));
}

export const isMediaWorker = ({ command }: RunningProcess): boolean =>
  command.includes('mediasoup-worker');

export const isFfmpeg = ({ command }: RunningProcess): boolean =>
  /^(\S*\/)?ffmpeg /.test(command);

/** Starts a program in a group of its own, which nobody waits for; ended with the scope. */
export function startDetached(scope: Scope, command: string, ...args: string[]): number {
  const child = spawn(command, args, { detached: true, stdio: 'ignore' });
  const pid = child.pid ?? 0;
  scope.defer(command, () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-pid, 'SIGKILL');
  });
  return pid;
}

/** Like a recogniser that nobody looks after any more: niced, at work on that file, for hours. */
export async function startLeftRecogniser(scope: Scope, file: string): Promise<number> {
  const program = ['sh', '-c', 'sleep 1000; :', 'x', file, 'id'];
  const pid = startDetached(scope, 'nice', '-n', '19', ...program);
  while (getPriority(pid) !== 19) await delay(10);
  return pid;
}

/** Whether it has not ended; one that nobody has asked for its end has ended too. */
export async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return (
    stat !== '' && stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z'
  );
}
