import { buffer } from 'node:stream/consumers';
import { coverAccent } from '../cards/cover-accent.ts';
import { drawOverlay } from '../cards/draw-overlay.ts';
import type { Titles } from '../cards/title-card.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { StepTools } from '../jobs/step.ts';
import type { ChunkPart } from '../plan/chunk-plan.ts';
import { canvas } from '../plan/layout.ts';
import { rungsOf } from '../plan/part-forms.ts';
import type { VideoEncoder } from '../plan/video-encoders.ts';
import {
  acceptPart,
  isDrawn,
  placePart,
  renderPart,
  type PlannedPart,
  type RenderedPart,
} from './render-part.ts';
import { videoEncoders } from './video-encoder.ts';

export type DrawingInput = { takes: readonly RemuxedTake[]; titles: Titles };
type Tools = Pick<StepTools, 'workDir' | 'signal' | 'log' | 'store'> & {
  /** Nobody waits for it. */
  isIdle?: boolean;
};

type DrawOptions = {
  /** Hears 0 to 1. */
  onProgress?: (fraction: number) => void;
  /** Of this part alone; the drawing's own where it is left out. */
  signal?: AbortSignal;
};

/** A programme's parts, with their cards. */
export type Drawing = {
  encoder: VideoEncoder;
  /** As cards say it: without a cover that is not there. */
  titles: Titles;
  /** Where a part lies in `workDir`, or will. */
  place: (part: ChunkPart) => Promise<RenderedPart>;
  isDrawn: (part: ChunkPart) => Promise<boolean>;
  /** See acceptPart. */
  accept: (part: ChunkPart, draftOf: (file: string) => string) => Promise<boolean>;
  /** Draws a part unless it lies there already. */
  draw: (part: ChunkPart, options?: DrawOptions) => Promise<RenderedPart>;
};

export async function openDrawing(
  { takes, titles: given }: DrawingInput,
  tools: Tools,
): Promise<Drawing> {
  const { store, workDir } = tools;
  // An episode without a cover is better than none.
  const { coverKey } = given;
  const cover = coverKey === undefined ? undefined : await store.read(coverKey);
  const accent = given.accent ?? (cover && (await coverAccent(await buffer(cover.body))));
  const encoder = await videoEncoders.find(tools);
  const titles = { ...given, coverKey: cover && coverKey, accent };
  const readSlide = async (key: string): Promise<Buffer> => {
    const object = await store.read(key);
    // Not waited for, as for what is away: it does not come back.
    if (!object) throw new Error(`The object store has lost ${key}.`);
    return buffer(object.body);
  };
  const plan = async (part: ChunkPart): Promise<PlannedPart> => {
    const zoom = (rungsOf(part, takes)[0]?.width ?? canvas.width) / canvas.width;
    const overlay = await drawOverlay({ entry: part.entry, titles, zoom }, workDir, readSlide);
    return { part, takes, overlay, encoder };
  };
  return {
    ...{ encoder, titles },
    place: async (part) => placePart(await plan(part), workDir),
    isDrawn: async (part) => isDrawn(await plan(part), workDir),
    accept: async (part, draftOf) => acceptPart(await plan(part), workDir, draftOf),
    async draw(part, { onProgress, signal = tools.signal } = {}) {
      const planned = await plan(part);
      try {
        const progress = onProgress ? { onProgress } : {};
        return await renderPart(planned, { ...tools, ...progress, signal });
      } catch (error) {
        signal.throwIfAborted();
        videoEncoders.distrust(encoder);
        throw error;
      }
    },
  };
}
