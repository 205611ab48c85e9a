import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { sliceMatroska } from '../capture/matroska-slice.ts';
import { drawingPrefix } from '../contract/recording-files.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import { isAway } from '../jobs/failure-words.ts';
import type { StepTools } from '../jobs/step.ts';
import { decodedStretch } from '../plan/chunk-args.ts';
import type { ChunkPart } from '../plan/chunk-plan.ts';
import type { Drawing } from './open-drawing.ts';
import {
  idOfPart,
  makerOf,
  namesOfPart,
  orderMeta,
  partKeys,
  type PartOrder,
} from './part-order.ts';
import type { RenderedPart } from './render-part.ts';

/** How many parts wait for other machines at a time. Where there are none, so many pieces are put in the store for nothing. */
const mostWaiting = 4;
const turnMs = 1_000;
/** Sent beyond a part's last frame: pictures are put on the grid by the one that follows. */
const afterMs = 1_000;
/** A part that decodes more than this is not worth the way: a take with hardly a keyframe. */
const mostPieceBytes = 64 * 1024 * 1024;

/** The jobs `draw-part` of one run, by part. */
export type PartJobs = {
  offer(part: string): Promise<void>;
  /** True: it was waiting, and nobody will get it. */
  takeBack(part: string): Promise<boolean>;
  list(): Promise<Map<string, 'waiting' | 'active' | 'ended'>>;
  /** Whatever their state. */
  drop(): Promise<void>;
};

type Offer = {
  id: string;
  placed: RenderedPart;
  /** 'ours': whatever others make of it, it is drawn here. */
  standing: 'on-the-way' | 'offered' | 'ours' | 'here';
  /** Aborts when its files are here. */
  arrival: AbortController;
};

type Options = {
  parts: readonly ChunkPart[];
  takes: readonly RemuxedTake[];
  drawing: Drawing;
  jobs: PartJobs;
  tools: StepTools;
  onArrived: (part: ChunkPart) => void;
};

/**
 * Draws a programme with whoever helps. This machine begins at its beginning; a few parts at its end are always offered
 * to others through the queue, with the pieces of takes that they show, and their files are fetched when they are there.
 * Where both meet, this machine takes back what nobody has begun, and draws along what somebody has: it never waits.
 * Whatever goes wrong with an offer, its part is drawn here.
 */
export class SharedDrawing {
  readonly #options: Options;
  readonly #offers = new Map<ChunkPart, Offer>();
  readonly #ids = new Set<string>();
  /** Parts that were begun here. */
  readonly #begun = new Set<ChunkPart>();
  readonly #stop = new AbortController();
  readonly #tending: Promise<void>;
  #nextToOffer: number;

  constructor(options: Options) {
    this.#options = options;
    this.#nextToOffer = options.parts.length - 1;
    this.#tending = this.#tend();
  }

  /** The first of these parts, which are left of the programme, that nobody else is at; or else, to be drawn along, the first. */
  async choose(left: readonly ChunkPart[]): Promise<ChunkPart | undefined> {
    for (const part of left) {
      if (!(await this.#isOurs(part))) continue;
      this.#begun.add(part);
      return part;
    }
    return left[0];
  }

  /** Draws a chosen part, or finds it drawn: where others are at it, whoever is first. */
  draw(
    part: ChunkPart,
    { onProgress }: { onProgress: (fraction: number) => void },
  ): Promise<RenderedPart> {
    if (!this.#begun.has(part)) return this.#race(part, onProgress);
    return this.#options.drawing.draw(part, { onProgress });
  }

  /** All is drawn: what others are still at is not wanted any more. */
  async end(): Promise<void> {
    await this.stop();
    const { jobs, tools } = this.#options;
    await jobs.drop().catch((error: unknown) => {
      tools.log.warn({ err: error }, 'other machines are not told that all is drawn');
    });
  }

  /** Nothing more is offered or fetched; what others are at stays theirs. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#tending;
  }

  async #isOurs(part: ChunkPart): Promise<boolean> {
    const offer = this.#offers.get(part);
    if (offer?.standing !== 'offered') return true;
    const isBack = await this.#options.jobs.takeBack(offer.id).catch(() => false);
    if (isBack) offer.standing = 'ours';
    return isBack;
  }

  async #race(part: ChunkPart, onProgress: (fraction: number) => void): Promise<RenderedPart> {
    const { drawing, tools } = this.#options;
    const arrival = this.#offers.get(part)?.arrival.signal;
    const control = new AbortController();
    const stop = (): void => control.abort(tools.signal.reason);
    const arrive = (): void => control.abort(new Error('It was drawn elsewhere.'));
    tools.signal.addEventListener('abort', stop, { once: true });
    arrival?.addEventListener('abort', arrive, { once: true });
    if (arrival?.aborted) arrive();
    try {
      return await drawing.draw(part, { onProgress, signal: control.signal });
    } catch (error) {
      tools.signal.throwIfAborted();
      if (!control.signal.aborted) throw error;
      return await drawing.draw(part, { onProgress });
    } finally {
      tools.signal.removeEventListener('abort', stop);
      arrival?.removeEventListener('abort', arrive);
    }
  }

  async #tend(): Promise<void> {
    const { tools } = this.#options;
    const stopped = this.#stop.signal;
    const isStopped = (): boolean => stopped.aborted;
    let isKnown = false;
    let isAway = false;
    const halt = (): void => this.#stop.abort();
    tools.signal.addEventListener('abort', halt, { once: true });
    if (tools.signal.aborted) halt();
    while (!isStopped()) {
      try {
        if (!isKnown) await this.#adopt();
        isKnown = true;
        await this.#takeTurn();
        isAway = false;
      } catch (error) {
        // This machine goes on without the others. Said once for each outage.
        if (!isStopped() && !isAway) {
          tools.log.warn({ err: error }, 'other machines cannot help for now');
        }
        isAway = true;
      }
      await delay(turnMs, undefined, { signal: stopped }).catch(() => undefined);
    }
    tools.signal.removeEventListener('abort', halt);
  }

  /** What others were at, or had finished, when a machine died that had this run before. */
  async #adopt(): Promise<void> {
    const { parts, drawing, jobs, tools } = this.#options;
    const states = await jobs.list();
    const known = new Set(states.keys());
    const prefix = `${drawingPrefix(tools.recordingId, tools.revision)}/`;
    for await (const { key } of tools.store.list(prefix)) {
      known.add(key.slice(prefix.length).split('/')[0] ?? '');
    }
    if (known.size === 0) return;
    for (const part of parts) {
      const placed = await drawing.place(part);
      const id = idOfPart(placed);
      if (!known.has(id) || this.#ids.has(id) || (await drawing.isDrawn(part))) continue;
      this.#keep(part, placed).standing = 'offered';
    }
    for (const id of states.keys()) if (!this.#ids.has(id)) await jobs.takeBack(id);
  }

  async #takeTurn(): Promise<void> {
    const states = await this.#options.jobs.list();
    let waiting = 0;
    for (const [part, offer] of this.#offers) {
      if (offer.standing !== 'offered') continue;
      const state = states.get(offer.id);
      if (state === 'waiting') waiting += 1;
      else if (state !== 'active') await this.#receive(part, offer);
    }
    while (waiting < mostWaiting && !this.#stop.signal.aborted) {
      const part = this.#choose();
      if (!part) return;
      if (await this.#offer(part)) waiting += 1;
    }
  }

  /** The last that nobody has. */
  #choose(): ChunkPart | undefined {
    const { parts } = this.#options;
    while (this.#nextToOffer >= 0) {
      const part = parts[this.#nextToOffer];
      this.#nextToOffer -= 1;
      if (part && !this.#begun.has(part) && !this.#offers.has(part)) return part;
    }
    return undefined;
  }

  #keep(part: ChunkPart, placed: RenderedPart): Offer {
    const id = idOfPart(placed);
    const offer: Offer = {
      ...{ id, placed, standing: 'on-the-way' },
      arrival: new AbortController(),
    };
    this.#offers.set(part, offer);
    this.#ids.add(id);
    return offer;
  }

  async #offer(part: ChunkPart): Promise<boolean> {
    const { drawing, jobs } = this.#options;
    const placed = await drawing.place(part);
    if (this.#ids.has(idOfPart(placed)) || (await drawing.isDrawn(part))) return false;
    const offer = this.#keep(part, placed);
    try {
      if (!(await this.#putOrder(part, offer)) || this.#begun.has(part)) return false;
      await jobs.offer(offer.id);
      if (this.#begun.has(part) && (await jobs.takeBack(offer.id))) return false;
    } catch (error) {
      if (isAway(error)) this.#chooseAgain(part, offer);
      throw error;
    }
    offer.standing = 'offered';
    return true;
  }

  /** It could not be told to others for now: theirs again once that is over, unless it is begun here first. */
  #chooseAgain(part: ChunkPart, { id }: Offer): void {
    this.#offers.delete(part);
    this.#ids.delete(id);
    this.#nextToOffer += 1;
  }

  /** False where it would be too much to send. */
  async #putOrder(part: ChunkPart, { id, placed }: Offer): Promise<boolean> {
    const { drawing, tools } = this.#options;
    const { store } = tools;
    const stop = this.#stop.signal;
    const keys = partKeys(tools, id);
    const shown = new Set(part.entry.slots.map(({ picture }) => picture?.takeId));
    const takes = this.#options.takes.filter(({ takeId }) => shown.has(takeId));
    for (const [index, take] of takes.entries()) {
      const { fromMs, toMs } = decodedStretch(take, part);
      const stretch = { fromMs, toMs: toMs + afterMs };
      const piece = await sliceMatroska(take.file, stretch, mostPieceBytes);
      if (!piece) return false;
      await store.put(keys.take(index), piece, orderMeta, stop);
    }
    const order: PartOrder = {
      maker: await makerOf(drawing.encoder),
      names: namesOfPart(placed),
      ...{ part, takes, titles: drawing.titles },
    };
    await store.put(keys.order, Buffer.from(JSON.stringify(order)), orderMeta, stop);
    return true;
  }

  async #receive(part: ChunkPart, offer: Offer): Promise<void> {
    // Until the next turn, if the store is away.
    if (!(await this.#fetch(part, offer))) {
      offer.standing = 'ours';
      return;
    }
    offer.standing = 'here';
    this.#options.onArrived(part);
    offer.arrival.abort();
  }

  async #fetch(part: ChunkPart, { id, placed }: Offer): Promise<boolean> {
    const { drawing, tools } = this.#options;
    const keys = partKeys(tools, id);
    const draftOf = (file: string): string => `${file}.fetched.tmp`;
    for (const file of Object.values(placed.files)) {
      const object = await tools.store.read(keys.made(path.basename(file)));
      if (!object) return false;
      const draft = createWriteStream(draftOf(file));
      await pipeline(object.body, draft, { signal: this.#stop.signal });
    }
    return drawing.accept(part, draftOf);
  }
}
