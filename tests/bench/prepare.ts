import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pino from 'pino';
import { createLivePreparer } from '../../media/ahead/prepare-live.ts';
import { nextTurnMs, settledSoundMs } from '../../media/ahead/when.ts';
import { followedMs } from '../../media/capture/follow-recording.ts';
import { shortestWithCardsMs } from '../../media/plan/dress-entries.ts';
import { planSlices } from '../../media/plan/sound-grid.ts';
import { createRecordingRepository } from '../../media/store/recording-repository.ts';
import type { Database } from '../../server/platform/database.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { cpuSecondsWithChildren } from './cpu-time.ts';

const doings = ['sound prepared', 'chunks prepared'] as const;
/** One that takes longer will not end. */
const turnWithinMs = 20 * 60_000;

type Live = {
  dir: string;
  recordingId: string;
  /** When turns are taken, in ms of the session. */
  momentsMs: readonly number[];
  /** What the preparer says when a turn has done what is measured. */
  until: (typeof doings)[number];
  write: (untilMs: number) => Promise<void>;
  scope: Scope;
  say: (text: string) => void;
};

/** Takes turns of a live session, each on its takes as they are then, without waiting in between. What it costs to write them is not counted. */
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
    const told = new Promise<string>((resolve) => {
      onLine = (text) => {
        const doing = doings.find((each) => text.includes(`"${each}"`));
        if (doing === until || !doing) resolve(text);
      };
    });
    const late = delay(turnWithinMs, 'not in time', { ref: false });
    await write(atMs);
    const written = { ms: performance.now(), cpu: await cpuSecondsWithChildren() };
    preparer.begin(recordingId);
    const line = await Promise.race([told, late]);
    if (!line.includes(until)) throw new Error(`not prepared: ${line}`);
    const turnSeconds = (performance.now() - written.ms) / 1_000;
    say(`At ${Math.round(atMs / 1_000)} s: a turn of ${turnSeconds.toFixed(1)} s`);
    cost.seconds += turnSeconds;
    cost.cpu += (await cpuSecondsWithChildren()) - written.cpu;
  }
  await preparer.end(recordingId);
  return cost;
}

/** A live session's turn begins up to twice this after it is due, and one that began later before the end is not over. */
const lateMs = 7_500;
const turnMs = 10_000;

/** The turns that a live session would have taken; of those before the last one, a third is enough here. */
export function turnsBefore(endMs: number): number[] {
  const turns: number[] = [];
  for (let atMs = 0; ;) {
    atMs = 1_000 * Math.ceil((nextTurnMs(atMs) + lateMs) / 1_000);
    if (atMs > endMs - turnMs) break;
    turns.push(atMs);
  }
  return turns.filter((_, index) => (turns.length - 1 - index) % 3 === 0);
}

/** Whether a turn at that length draws: earlier ones know too little of their session. */
export function isDrawnAt(lengthMs: number): boolean {
  const untilMs = settledSoundMs(lengthMs - followedMs);
  const heard = planSlices(lengthMs).filter(({ rendered }) => rendered.toMs <= untilMs);
  return (heard.at(-1)?.own.toMs ?? 0) >= shortestWithCardsMs;
}
