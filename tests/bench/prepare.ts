import path from 'node:path';
import pino from 'pino';
import { createLivePreparer } from '../../media/ahead/prepare-live.ts';
import { createRecordingRepository } from '../../media/store/recording-repository.ts';
import type { Database } from '../../server/platform/database.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { cpuSecondsWithChildren } from './cpu-time.ts';

type Live = {
  dir: string;
  recordingId: string;
  /** When turns are taken, in ms of the session. */
  momentsMs: readonly number[];
  /** What the preparer says when a turn has done what is measured. */
  until: string;
  write: (untilMs: number) => Promise<void>;
  scope: Scope;
  say: (text: string) => void;
};

/** Takes turns of a live session, each on its takes as they are then, without waiting in between. */
export async function prepare(
  database: Database,
  { dir, recordingId, momentsMs, until, write, scope, say }: Live,
): Promise<{ seconds: number; cpu: number }> {
  const cost = { seconds: 0, cpu: 0 };
  let onLine: (line: string) => void = () => undefined;
  const log = pino({ level: 'info' }, { write: (line: string) => onLine(line) });
  const preparer = createLivePreparer({
    recordings: createRecordingRepository(database.prisma),
    objectStore: await openLocalObjectStore(path.join(dir, 'objects')),
    ...{ recordingsDir: dir, reserveBytes: 0, isBusy: () => false, log, scope, everyMs: 10 },
  });
  for (const atMs of momentsMs) {
    await write(atMs);
    const begun = { ms: performance.now(), cpu: await cpuSecondsWithChildren() };
    const line = await new Promise<string>((resolve) => {
      onLine = (text) => {
        if (text.includes(until) || !text.includes(' prepared')) resolve(text);
      };
      preparer.begin(recordingId);
    });
    const turnSeconds = (performance.now() - begun.ms) / 1_000;
    await preparer.end(recordingId);
    if (!line.includes(until)) throw new Error(`not prepared: ${line}`);
    say(`At ${Math.round(atMs / 1_000)} s: a turn of ${turnSeconds.toFixed(1)} s`);
    cost.seconds += turnSeconds;
    cost.cpu += (await cpuSecondsWithChildren()) - begun.cpu;
  }
  return cost;
}
