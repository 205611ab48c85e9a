import { readdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { createSerial } from '../../server/platform/serial.ts';
import { inLanes } from '../ffmpeg/in-lanes.ts';
import type { Step, StepTools } from '../jobs/step.ts';
import { planChunks, type ChunkPart } from '../plan/chunk-plan.ts';
import { copyEntries, type Refusal } from '../plan/copy-entries.ts';
import type { EditEntry } from '../plan/edit-list.ts';
import { framesPerSecond } from '../plan/frame-grid.ts';
import { openDrawing, type DrawingInput } from './open-drawing.ts';
import type { RenderedPart } from './render-part.ts';
import { SharedDrawing, type PartJobs } from './shared-drawing.ts';

/** What one drawing keeps busy: its encoders have two threads each, its filters wait for one another. */
const coresOfDrawing = 1.6;
const lanes = Math.ceil(availableParallelism() / coresOfDrawing);

export type ChunksInput = DrawingInput & {
  /** Those that are seen: see keepEntries. */
  entries: readonly EditEntry[];
};

export type ChunksOutput = {
  /** In order; each 720 frames but the last and those that were cut. */
  chunks: { index: number; frames: number; parts: RenderedPart[] }[];
};

/**
 * Draws the programme, 24 seconds at a time, in every quality at once. Each piece is named after everything that went
 * into it: after a crash, or an edit, only what is missing is rendered. With `jobsOf`, together with other machines.
 */
export function createChunksStep(
  jobsOf?: (run: Pick<StepTools, 'recordingId' | 'revision'>) => PartJobs,
): Step<ChunksInput, ChunksOutput> {
  return {
    name: 'chunks',
    version: 4,
    async run({ entries, takes, titles }, tools) {
      const { workDir } = tools;
      const drawing = await openDrawing({ takes, titles }, tools);
      await deleteDrafts(workDir);
      const { entries: withCopies, refused } = copyEntries(entries, takes);
      const planned = planChunks(withCopies);
      const parts = planned.flatMap((chunk) => chunk.parts);
      tellCopies(parts, refused, tools.log);
      const progress = countFrames(parts, tools.progress);
      const shared =
        jobsOf &&
        new SharedDrawing({
          ...{ parts, takes, drawing, jobs: jobsOf(tools), tools },
          onArrived: progress.add,
        });

      const drawn = new Map<ChunkPart, RenderedPart>();
      const left = new Set(parts);
      const inTurn = createSerial();
      const takeNext = (): Promise<ChunkPart | undefined> =>
        inTurn(async () => {
          const part = shared ? await shared.choose([...left]) : [...left][0];
          if (part) left.delete(part);
          return part;
        });
      const drawNext = async (): Promise<void> => {
        const part = await takeNext();
        if (!part) return;
        tools.signal.throwIfAborted();
        const onProgress = progress.of(part);
        drawn.set(part, await (shared ?? drawing).draw(part, { onProgress }));
        progress.add(part);
      };
      try {
        await inLanes(parts, drawNext, undefined, lanes);
        await shared?.end();
      } finally {
        await shared?.stop();
      }
      await deleteOthers(workDir, [...drawn.values()]);
      const chunks = planned.map(({ index, frames, parts: ofChunk }) => ({
        ...{ index, frames },
        parts: ofChunk.flatMap((part) => drawn.get(part) ?? []),
      }));
      return { chunks };
    },
  };
}

/** As one machine alone draws it. */
export const chunksStep = createChunksStep();

/** Once for each episode in which a camera in H.264 fills the picture. */
function tellCopies(
  parts: readonly ChunkPart[],
  refused: ReadonlyMap<Refusal, number>,
  log: StepTools['log'],
): void {
  const copied = parts.filter((part) => part.copied);
  if (copied.length + refused.size === 0) return;
  const copiedFrames = copied.reduce((sum, { frames }) => sum + frames, 0);
  const drawn = [...refused].map(
    ([reason, frames]) => `${(frames / framesPerSecond).toFixed(1)} s: ${reason}`,
  );
  const copiedSeconds = copiedFrames / framesPerSecond;
  log.info(
    { copiedSeconds, drawn },
    'pictures of a camera that fills the picture are taken over',
  );
}

/** Progress by frames, whoever draws them. */
function countFrames(parts: readonly ChunkPart[], report: (fraction: number) => void) {
  const fractions = new Map<ChunkPart, number>();
  const total = parts.reduce((sum, { frames }) => sum + frames, 0);
  const note = (part: ChunkPart, fraction: number): void => {
    fractions.set(part, Math.max(fraction, fractions.get(part) ?? 0));
    const done = [...fractions].reduce((sum, [{ frames }, share]) => sum + frames * share, 0);
    report(Math.min(1, done / total));
  };
  return {
    add: (part: ChunkPart): void => note(part, 1),
    /** Hears how far a part is that is under way. */
    of:
      (part: ChunkPart) =>
      (fraction: number): void =>
        note(part, fraction),
  };
}

/** What a killed attempt left half-written. */
async function deleteDrafts(workDir: string): Promise<void> {
  const drafts = (await readdir(workDir)).filter((name) => name.endsWith('.tmp'));
  await Promise.all(drafts.map((name) => rm(path.join(workDir, name), { force: true })));
}

/** Pieces of an earlier edit that this one no longer shows. */
export async function deleteOthers(
  workDir: string,
  parts: readonly RenderedPart[],
): Promise<void> {
  const wanted = new Set(parts.flatMap(({ files }) => Object.values(files)));
  for (const name of await readdir(workDir)) {
    const file = path.join(workDir, name);
    if (name.startsWith('part-') && !wanted.has(file)) await rm(file, { force: true });
  }
}
