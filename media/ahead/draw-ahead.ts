import { mkdir } from 'node:fs/promises';
import type { Titles } from '../cards/title-card.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import { digestsOf } from '../plan/chunk-args.ts';
import type { Chunk, ChunkPart } from '../plan/chunk-plan.ts';
import { deleteOthers } from '../steps/chunks.ts';
import { openDrawing, type DrawingInput } from '../steps/open-drawing.ts';
import type { RenderedPart } from '../steps/render-part.ts';

type Tools = Omit<Parameters<typeof openDrawing>[1], 'isIdle'> & {
  /** Before each part. False: another time. Throws when nothing is to be drawn any more. */
  mayGoOn: () => Promise<boolean>;
};

/** The parts of a picture that goes on, one after the other. Those that lie there are not looked at again. */
export class DrawingAhead {
  #drawn = new Map<string, RenderedPart>();

  /** False: told to go on another time. `workDir` is where parts lie; it holds no others afterwards. */
  async draw(
    chunks: readonly Chunk[],
    { takes, titles }: DrawingInput,
    { mayGoOn, ...tools }: Tools,
  ): Promise<boolean> {
    await mkdir(tools.workDir, { recursive: true });
    const { draw } = await openDrawing({ takes, titles }, { ...tools, isIdle: true });
    const wanted = new Map<string, RenderedPart>();
    for (const part of chunks.flatMap(({ parts }) => parts)) {
      const key = keyOf(part, titles, takes);
      let rendered = this.#drawn.get(key);
      if (!rendered) {
        if (!(await mayGoOn())) return false;
        rendered = await draw(part);
        this.#drawn.set(key, rendered);
      }
      wanted.set(key, rendered);
    }
    this.#drawn = wanted;
    await deleteOthers(tools.workDir, [...wanted.values()]);
    return true;
  }
}

/** What a part looks like. Where its entry ends does not matter: at each turn that is later. */
function keyOf(part: ChunkPart, titles: Titles, takes: readonly RemuxedTake[]): string {
  const { startFrame, frames, offset, copied, entry } = part;
  const { layout, slots, question } = entry;
  const shown = new Set(slots.map(({ picture }) => picture?.takeId));
  const digests = takes
    .filter(({ takeId }) => shown.has(takeId))
    .map((take) => digestsOf(take, part));
  return JSON.stringify([
    ...[startFrame, frames, offset, copied, layout, slots, question],
    ...[titles, digests],
  ]);
}
