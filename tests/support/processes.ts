import { spawn } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { getPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Scope } from '../../server/platform/scope.ts';

export type RunningProcess = { pid: number; command: string };

/** All that a process has started, and what those have started, by /proc (Linux). */
export async function descendantsOf(ancestor: number): Promise<RunningProcess[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const all = await Promise.all(pids.map(describe));
  const found: RunningProcess[] = [];
  const parents = new Set([ancestor]);
  for (let before = -1; before !== found.length;) {
    before = found.length;
    for (const one of all) {
      if (!one || parents.has(one.pid) || !parents.has(one.parent)) continue;
      parents.add(one.pid);
      found.push({ pid: one.pid, command: one.command });
    }
  }
  return found;
}

/** Undefined when the process has ended meanwhile. */
async function describe(
  pid: number,
): Promise<(RunningProcess & { parent: number }) | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    // After the name in brackets: state, parent (proc(5)). A zombie has no command any more.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    return command ? { pid, parent, command } : undefined;
  } catch {
    return undefined;
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
    for (const process of await descendantsOf(ancestor)) {
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
