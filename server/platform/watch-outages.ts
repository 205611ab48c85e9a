import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from './log.ts';
import type { Scope } from './scope.ts';
import { succeedsWithin } from './within.ts';

const everyMs = 3_000;
const answersWithinMs = 2_000;
/** One slow answer is no outage. */
const failuresBefore = 2;

type Options<T extends string> = {
  /** What may be away for a while; `check` rejects or takes too long while it is. */
  parts: readonly { name: T; check: () => Promise<unknown> }[];
  log: Logger;
  scope: Scope;
};

/**
 * Asks each part every few seconds until the scope closes. Returns what is away now: known within about ten seconds, and
 * gone with the first answer.
 */
export function watchOutages<T extends string>({
  parts,
  log,
  scope,
}: Options<T>): () => readonly T[] {
  const away = new Set<T>();
  const follow = async ({ name, check }: (typeof parts)[number]): Promise<void> => {
    for (let failures = 0; ;) {
      // Rejects when we close.
      await delay(everyMs, undefined, { signal: scope.signal });
      failures = (await succeedsWithin(answersWithinMs, check)) ? 0 : failures + 1;
      if (failures === failuresBefore) {
        log.warn({ part: name }, 'away');
        away.add(name);
      }
      if (failures === 0 && away.delete(name)) log.info({ part: name }, 'back');
    }
  };
  for (const part of parts) follow(part).catch(() => undefined);
  return () => [...away];
}
