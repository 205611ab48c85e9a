import type { Serial } from '../../server/platform/serial.ts';

/**
 * Does work when what stands before it in line is over. Rejects as soon as the signal aborts while it waits, and does
 * nothing then when its turn comes; what has begun by then is waited for.
 */
export async function inLine<T>(
  line: Serial,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  let leave = (): void => undefined;
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason as Error);
  });
  signal.addEventListener('abort', leave, { once: true });
  const turn = line(() => {
    signal.throwIfAborted();
    signal.removeEventListener('abort', leave);
    return work();
  });
  return Promise.race([turn, left]);
}
