import { pause } from './pause.ts';

/** What it resolves with; undefined where that takes longer, or once the signal aborts. */
export async function unlessLate<T>(
  result: Promise<T>,
  withinMs: number,
  signal?: AbortSignal,
): Promise<T | undefined> {
  const patience = new AbortController();
  const signals = [patience.signal, ...(signal ? [signal] : [])];
  const late = pause(withinMs, AbortSignal.any(signals)).then(() => undefined);
  try {
    return await Promise.race([result, late]);
  } finally {
    patience.abort();
  }
}
