import { rm } from 'node:fs/promises';
import type { Logger } from '../../server/platform/log.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import type { Serial } from '../../server/platform/serial.ts';
import type { Titles } from '../cards/title-card.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { Chunk } from '../plan/chunk-plan.ts';
import { DrawingAhead } from './draw-ahead.ts';
import { inLine } from './in-line.ts';

/** What is settled of a picture, and what it is drawn of. */
export type PlannedPicture = {
  chunks: readonly Chunk[];
  takes: readonly RemuxedTake[];
  titles: Titles;
};

type Options = {
  /** Where parts lie. */
  workDir: string;
  store: ObjectStore;
  signal: AbortSignal;
  log: Logger;
  /** Of all recordings: a part each. */
  line: Serial;
  /** Before each part; waits no longer than the signal. Throws when nothing is to be drawn any more. */
  mayGoOn: (signal: AbortSignal) => Promise<void>;
  /** Nothing more is drawn until something is planned again. */
  onFailure: (error: unknown) => void;
};

/** Draws a picture that goes on, beside whatever else is done: sound that people wait for does not wait for it. */
export class PictureAhead {
  readonly #options: Options;
  #drawing = new DrawingAhead();
  /** The newest, until it is begun with. */
  #planned: PlannedPicture | undefined;
  #underWay: Promise<void> | undefined;
  #stop = new AbortController();

  constructor(options: Options) {
    this.#options = options;
  }

  /** From the next part on it goes by this. */
  draw(planned: PlannedPicture): void {
    this.#planned = planned;
    this.#underWay ??= this.#drawOn();
  }

  /** Resolves when nothing is being drawn. */
  async stop(): Promise<void> {
    this.#stop.abort(new Error('Nothing more is to be drawn.'));
    await this.#underWay;
    this.#planned = undefined;
    this.#stop = new AbortController();
  }

  /** See DrawingAhead. Once it is stopped. */
  forget(peerIds: ReadonlySet<string>): Promise<void> {
    return this.#drawing.forget(peerIds, this.#options.workDir);
  }

  async forgetAll(): Promise<void> {
    this.#drawing = new DrawingAhead();
    await rm(this.#options.workDir, { recursive: true, force: true });
  }

  async #drawOn(): Promise<void> {
    const signal = AbortSignal.any([this.#options.signal, this.#stop.signal]);
    try {
      for (let planned = this.#planned; planned; planned = this.#planned) {
        this.#planned = undefined;
        await this.#drawPlanned(planned, signal);
      }
    } catch (error) {
      if (!signal.aborted) this.#options.onFailure(error);
    } finally {
      this.#underWay = undefined;
    }
  }

  async #drawPlanned(
    { chunks, takes, titles }: PlannedPicture,
    signal: AbortSignal,
  ): Promise<void> {
    const { workDir, store, log, line, mayGoOn } = this.#options;
    const isDone = await this.#drawing.draw(
      chunks,
      { takes, titles },
      {
        ...{ workDir, store, signal, log },
        inTurn: (work) => inLine(line, signal, work),
        mayGoOn: async () => {
          await mayGoOn(signal);
          return this.#planned === undefined;
        },
      },
    );
    const parts = chunks.reduce((sum, chunk) => sum + chunk.parts.length, 0);
    if (isDone) log.info({ chunks: chunks.length, parts }, 'chunks prepared');
  }
}
