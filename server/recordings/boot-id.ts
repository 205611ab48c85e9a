import { readFile } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';

/** Names one run of the machine: CLOCK_MONOTONIC means something only within it. */
export async function readBootId(): Promise<string> {
  try {
    return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  } catch {
    // Not Linux: when the machine started, to the minute, tells its runs apart as well.
    return `${hostname()}-${Math.round((Date.now() / 1000 - uptime()) / 60)}`;
  }
}
