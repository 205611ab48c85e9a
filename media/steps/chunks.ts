import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Titles } from '../cards/title-card.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { Step } from '../jobs/step.ts';
import { planChunks } from '../plan/chunk-plan.ts';
import type { EditEntry } from '../plan/edit-list.ts';
import { openDrawing } from './open-drawing.ts';
import type { RenderedPart } from './render-part.ts';

export type ChunksInput = {
  /** Those that are seen: see keepEntries. */
  entries: readonly EditEntry[];
  takes: readonly RemuxedTake[];
  titles: Titles;
};

export type ChunksOutput = {
  /** In order; each 720 frames but the last and those that were cut. */
  chunks: { index: number; frames: number; parts: RenderedPart[] }[];
};

/**
 * Draws the programme, 24 seconds at a time, in every quality at once. Each piece is named after everything that went
 * into it: after a crash, or an edit, only what is missing is rendered.
 */
export const chunksStep: Step<ChunksInput, ChunksOutput> = {
  name: 'chunks',
  version: 3,
  async run({ entries, takes, titles }, tools) {
    const { workDir, signal } = tools;
    const draw = await openDrawing({ takes, titles }, tools);
    await deleteDrafts(workDir);
    const planned = planChunks(entries);
    const totalFrames = planned.reduce((sum, { frames }) => sum + frames, 0);
    let doneFrames = 0;

    const chunks: ChunksOutput['chunks'] = [];
    for (const { index, frames, parts } of planned) {
      const rendered: RenderedPart[] = [];
      for (const part of parts) {
        signal.throwIfAborted();
        const onProgress = (fraction: number): void =>
          tools.progress((doneFrames + part.frames * fraction) / totalFrames);
        rendered.push(await draw(part, onProgress));
        doneFrames += part.frames;
        tools.progress(doneFrames / totalFrames);
      }
      chunks.push({ index, frames, parts: rendered });
    }
    await deleteOthers(
      workDir,
      chunks.flatMap(({ parts }) => parts),
    );
    return { chunks };
  },
};

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
