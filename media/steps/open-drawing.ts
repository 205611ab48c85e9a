import { buffer } from 'node:stream/consumers';
import { drawOverlay } from '../cards/draw-overlay.ts';
import type { Titles } from '../cards/title-card.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { StepTools } from '../jobs/step.ts';
import type { ChunkPart } from '../plan/chunk-plan.ts';
import { renderPart, type RenderedPart } from './render-part.ts';
import { videoEncoders } from './video-encoder.ts';

type Drawing = { takes: readonly RemuxedTake[]; titles: Titles };
type Tools = Pick<StepTools, 'workDir' | 'signal' | 'log' | 'store'> & {
  /** Nobody waits for it. */
  isIdle?: boolean;
};

/** Draws a part of the programme with its cards, unless it lies in `workDir` already. `onProgress` hears 0 to 1. */
export type DrawPart = (
  part: ChunkPart,
  onProgress?: (fraction: number) => void,
) => Promise<RenderedPart>;

export async function openDrawing(
  { takes, titles: given }: Drawing,
  tools: Tools,
): Promise<DrawPart> {
  const { store, workDir } = tools;
  // An episode without a cover is better than none.
  const { coverKey } = given;
  const hasCover = coverKey !== undefined && (await store.find(coverKey)) !== undefined;
  const encoder = await videoEncoders.find(tools);
  const titles = { ...given, coverKey: hasCover ? coverKey : undefined };
  const readSlide = async (key: string): Promise<Buffer> => {
    const object = await store.read(key);
    // Not waited for, as for what is away: it does not come back.
    if (!object) throw new Error(`The object store has lost ${key}.`);
    return buffer(object.body);
  };
  return async (part, onProgress = () => undefined) => {
    const overlay = await drawOverlay(part.entry, titles, workDir, readSlide);
    try {
      return await renderPart({ part, takes, overlay, encoder, onProgress }, tools);
    } catch (error) {
      tools.signal.throwIfAborted();
      videoEncoders.distrust(encoder);
      throw error;
    }
  };
}
