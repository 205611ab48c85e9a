import { readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from './app-error.ts';
import type { Scope } from './scope.ts';

/** What the owner of a data directory leaves for a second process to read. */
type Owner = { pid: number; startTicks: string; address?: string };

/**
 * Makes this process the one owner of the data directory, until the scope closes.
 * Throws `conflict` with the owner's address when another live process has it.
 */
export async function lockDataDir(
  dataDir: string,
  scope: Scope,
): Promise<{ announce(address: string): Promise<void> }> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = path.join(dataDir, 'owner.json');
  const me: Owner = { pid: process.pid, startTicks: startTicks(process.pid) ?? '' };
  for (;;) {
    try {
      await writeFile(file, JSON.stringify(me), { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = parseOwner(await readFile(file, 'utf8').catch(() => ''));
    if (owner && isAlive(owner)) {
      const where = owner.address ? ` at ${owner.address}` : '';
      throw new AppError(
        'conflict',
        `Serambi is already running with this data directory${where} (process ${owner.pid}). Use that one, or stop it first.`,
      );
    }
    await rm(file, { force: true });
  }
  scope.defer('data directory lock', () => rm(file, { force: true }));
  return { announce: (address) => writeFile(file, JSON.stringify({ ...me, address })) };
}

function parseOwner(text: string): Owner | undefined {
  try {
    const owner = JSON.parse(text) as Partial<Owner>;
    return typeof owner.pid === 'number' ? (owner as Owner) : undefined;
  } catch {
    // Written half before a crash: no owner.
    return undefined;
  }
}

/** A process number is used again after a restart of the machine, so its start time must match as well. */
function isAlive({ pid, startTicks: ticks }: Owner): boolean {
  const now = startTicks(pid);
  return now !== undefined && now === ticks;
}

/** Field 22 of /proc/<pid>/stat (proc(5)), or undefined when there is no such process. */
function startTicks(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
