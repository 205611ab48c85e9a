import { readdir, readFile } from 'node:fs/promises';
import { niceness } from './run-ffmpeg.ts';

/**
 * Ends what a killed runner left behind, running or paused by its gate: ffmpeg, recognisers with all they started, processes
 * of our own. They are known by a path below one of these directories on their command line, and by being niced, as all our
 * work is; an operator who looks at a file is not. Linux only; elsewhere there is no /proc and nothing happens. Returns how
 * many there were.
 */
export async function killLeftBehind(...directories: readonly string[]): Promise<number> {
  const entries = await readdir('/proc').catch(() => []);
  let killed = 0;
  for (const entry of entries) {
    if (!/^\d+$/.test(entry)) continue;
    // A process may end while we look at it.
    const commandLine = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    const args = commandLine.split('\0');
    const isNamed = (end: string): boolean =>
      directories.some((directory) =>
        args.some((arg) => `${arg}${end}`.startsWith(`${directory}/`)),
      );
    const isOwn = args.slice(0, 6).some((arg) => /-child\.ts$/.test(arg)) && isNamed('/');
    if (!isOwn && !isNamed('')) continue;
    const stat = await readStat(entry);
    if (!isOwn && stat.niceness < niceness) continue;
    const pid = Number(entry);
    try {
      // What leads a group was started in one of its own, for what it starts in turn.
      process.kill(stat.group === pid ? -pid : pid, 'SIGKILL');
      killed += 1;
    } catch {
      // Gone already.
    }
  }
  return killed;
}

/** Fields 5 and 19 of /proc/<pid>/stat (proc(5)); the second may hold spaces. */
async function readStat(entry: string): Promise<{ group: number; niceness: number }> {
  const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { group: Number(fields[2]), niceness: Number(fields[16]) };
}
