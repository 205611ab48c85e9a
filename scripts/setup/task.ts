import { spawn, type SpawnOptions } from 'node:child_process';

/** What a person reads while set-up works. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A set-up step that failed for a reason a person can mend. Printed without a stack. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** Says what is going on, then every ten seconds that it still is: silence looks like a hang. */
export async function withProgress<T>(label: string, work: () => Promise<T>): Promise<T> {
  const startedMs = Date.now();
  const seconds = (): string => `${Math.round((Date.now() - startedMs) / 1000)} s`;
  say(`${label} …`);
  const timer = setInterval(() => say(`  … still at it, ${seconds()}`), 10_000);
  try {
    const result = await work();
    say(`  done in ${seconds()}.`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

/** Runs a command to its end. Resolves with its exit code and the end of what it printed. */
export function run(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { onLine?: (line: string) => void } = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (data: Buffer): void => {
      output = (output + data.toString()).slice(-20_000);
      for (const line of data.toString().split('\n')) options.onLine?.(line);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** True when the command can be started at all. */
export async function hasCommand(command: string, arg = '--version'): Promise<boolean> {
  return (await run(command, [arg])).code !== 127;
}
