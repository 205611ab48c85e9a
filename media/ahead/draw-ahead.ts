import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Titles } from '../cards/title-card.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import { digestsOf } from '../plan/chunk-args.ts';
import type { Chunk, ChunkPart } from '../plan/chunk-plan.ts';
import { deleteOthers } from '../steps/chunks.ts';
import { openDrawing, type DrawingInput } from '../steps/open-drawing.ts';
import type { RenderedPart } from '../steps/render-part.ts';

type Tools = Omit<Parameters<typeof openDrawing>[1], 'isIdle'> & {
  /** Does the work on a part when others have done theirs. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** Before each part. False: another time. Throws when nothing is to be drawn any more. */
  mayGoOn: () => Promise<boolean>;
};

/** The parts of a picture that goes on, one after the other. Those that lie there are not looked at again. */
export class DrawingAhead {
  #drawn = new Map<string, Drawn>();

  /** False: told to go on another time. `workDir` is where parts lie; it holds no others afterwards. */
  async draw(
    chunks: readonly Chunk[],
    { takes, titles }: DrawingInput,
    { inTurn, mayGoOn, ...tools }: Tools,
  ): Promise<boolean> {
    await mkdir(tools.workDir, { recursive: true });
    const { draw } = await openDrawing({ takes, titles }, { ...tools, isIdle: true });
    const wanted = new Map<string, Drawn>();
    for (const part of chunks.flatMap(({ parts }) => parts)) {
      const key = keyOf(part, titles, takes);
      let drawn = this.#drawn.get(key);
      if (!drawn) {
        const rendered = await inTurn(async () => ((await mayGoOn()) ? draw(part) : undefined));
        if (!rendered) return false;
        drawn = { rendered, shown: shownIn(part, takes) };
        this.#drawn.set(key, drawn);
      }
      wanted.set(key, drawn);
    }
    this.#drawn = wanted;
    await deleteOthers(
      tools.workDir,
      [...wanted.values()].map(({ rendered }) => rendered),
    );
    return true;
  }

  /**
   * Deletes in `workDir` the parts that show these people, and all that is not known to be without them: cards, and what
   * an earlier run of the hub has left. Not while something is being drawn.
   */
  async forget(peerIds: ReadonlySet<string>, workDir: string): Promise<void> {
    for (const [key, { shown }] of this.#drawn) {
      if (shown.some((peerId) => peerIds.has(peerId))) this.#drawn.delete(key);
    }
    const kept = new Set(
      [...this.#drawn.values()].flatMap(({ rendered }) => Object.values(rendered.files)),
    );
    for (const name of await readdir(workDir).catch(() => [])) {
      const file = path.join(workDir, name);
      if (!kept.has(file)) await rm(file, { recursive: true, force: true });
    }
  }
}

/** A part, and whose picture or card is in it. */
type Drawn = { rendered: RenderedPart; shown: readonly string[] };

function shownIn({ entry }: ChunkPart, takes: readonly RemuxedTake[]): string[] {
  const owners = new Map(takes.map(({ takeId, peerId }) => [takeId, peerId]));
  return entry.slots.flatMap(({ peerId, picture }) =>
    [peerId, owners.get(picture?.takeId ?? '') ?? []].flat(),
  );
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
