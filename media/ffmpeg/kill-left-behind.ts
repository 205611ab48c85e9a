import { readdir, readFile } from 'node:fs/promises';

/**
 * Ends ffmpeg, remuxing and sound processes that a killed runner left behind, running or paused by its gate: those whose command
 * line names a path below `directory`. Linux only; elsewhere there is no /proc and nothing happens. Returns how many there were.
 */
export async function killLeftBehind(directory: string): Promise<number> {
  const entries = await readdir('/proc').catch(() => []);
  let killed = 0;
  for (const entry of entries) {
    if (!/^\d+$/.test(entry)) continue;
    // A process may end while we look at it.
    const commandLine = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    const args = commandLine.split('\0');
    if (
      !args.slice(0, 4).some((arg) => /(?:^|\/)(?:ffmpeg|(?:remux|sound)-child\.ts)$/.test(arg))
    )
      continue;
    if (!args.some((arg) => arg.startsWith(`${directory}/`))) continue;
    try {
      process.kill(Number(entry), 'SIGKILL');
      killed += 1;
    } catch {
      // Gone already.
    }
  }
  return killed;
}
