import type { types } from 'mediasoup-client';
import type { ProducerState } from '../../server/protocol/protocol.ts';
import type { Source } from '../../server/protocol/words.ts';
import type { Request } from './request.ts';
import { sendOptions } from './send-options.ts';
import { toSessionProblem } from './session-error.ts';

/** One source this page wants to send, whether or not there is a way to send it right now. */
type Slot = {
  /** Null while a camera is off and its light is out. */
  track: MediaStreamTrack | null;
  paused: boolean;
  producer: types.Producer | undefined;
};

export type Sending = { producerId: string | undefined; paused: boolean };

export type PublisherOptions = {
  changed: () => void;
  /** What cameras are sent in; undefined: what the hub prefers. */
  cameraCodec: () => types.RtpCodecCapability | undefined;
};

/**
 * Sends: holds which sources are wanted, and makes it so over the present transport. A new transport gets everything
 * again, so that a lost network needs no help from whoever published.
 *
 * The tracks belong to the caller; nothing here stops them.
 */
export class Publisher {
  readonly #request: Request;
  readonly #options: PublisherOptions;
  readonly #slots = new Map<Source, Slot>();
  #transport: types.Transport | undefined;
  /** One change after the other: pausing must not overtake publishing. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(request: Request, options: PublisherOptions) {
    this.#request = request;
    this.#options = options;
  }

  get transportId(): string | undefined {
    return this.#transport?.closed === false ? this.#transport.id : undefined;
  }

  sending(): ReadonlyMap<Source, Sending> {
    return new Map(
      [...this.#slots].map(([source, { producer, paused }]) => [
        source,
        { producerId: producer?.id, paused },
      ]),
    );
  }

  /** Sends over this transport from now on, beginning with everything that is wanted. */
  use(transport: types.Transport): Promise<void> {
    this.drop();
    this.#transport = transport;
    return this.#inTurn(() => this.#openAll());
  }

  /** After joining again over the kept transport: what the hub has lost or not heard of is told again. */
  sync(listed: readonly ProducerState[]): Promise<void> {
    const known = new Map(listed.map((producer) => [producer.producerId, producer]));
    return this.#inTurn(async () => {
      for (const [source, slot] of this.#slots) {
        const there = slot.producer && known.get(slot.producer.id);
        if (!there) {
          slot.producer?.close();
          slot.producer = undefined;
          await this.#open(source, slot);
        } else if (there.paused !== slot.paused) {
          await this.#tellPaused(slot);
        }
      }
    });
  }

  /** Sends this track as this source. A track that was sent before is replaced without a gap. */
  publish(source: Source, track: MediaStreamTrack, { paused = false } = {}): Promise<void> {
    const slot = this.#slot(source);
    slot.track = track;
    this.#setPaused(source, paused);
    return this.#inTurn(async () => {
      if (slot.producer) {
        await slot.producer.replaceTrack({ track });
        await this.#tellPaused(slot);
        return;
      }
      await this.#open(source, slot).catch((error: unknown) => {
        // What the hub refused is not wanted any more; what it did not hear is sent when this page joins again.
        if (!isAway(error)) this.#slots.delete(source);
        throw error;
      });
    });
  }

  /** Sends another track (another device) and leaves a paused source paused. */
  replace(source: Source, track: MediaStreamTrack): Promise<void> {
    return this.#inTurn(async () => {
      const slot = this.#slots.get(source);
      if (!slot) return;
      slot.track = track;
      await slot.producer?.replaceTrack({ track });
    });
  }

  /** Stops sending for now. `release` lets go of the track, so that the caller may stop it and the light goes out. */
  pause(source: Source, { release }: { release: boolean }): Promise<void> {
    // At once, whatever else is under way: whoever presses mute is mute.
    this.#setPaused(source, true);
    return this.#inTurn(async () => {
      const slot = this.#slots.get(source);
      if (!slot) return;
      if (release && slot.paused) {
        slot.track = null;
        await slot.producer?.replaceTrack({ track: null });
      }
      await this.#tellPaused(slot);
    });
  }

  /** Sends again what was paused and kept. */
  resume(source: Source): Promise<void> {
    this.#setPaused(source, false);
    return this.#inTurn(async () => {
      const slot = this.#slots.get(source);
      if (!slot) return;
      if (slot.producer) await this.#tellPaused(slot);
      else await this.#open(source, slot);
    });
  }

  /** Stops sending for good. */
  unpublish(source: Source): Promise<void> {
    return this.#inTurn(async () => {
      const producer = this.#slots.get(source)?.producer;
      this.#slots.delete(source);
      await this.#close(producer);
    });
  }

  /** Cameras are to be sent in another codec: what is being sent begins anew. */
  resendCamera(): Promise<void> {
    return this.#inTurn(async () => {
      const slot = this.#slots.get('camera');
      if (!slot?.producer) return;
      const { producer } = slot;
      slot.producer = undefined;
      await this.#close(producer);
      await this.#open('camera', slot);
    });
  }

  /** Forgets every source: the person has left the stage. */
  clear(): void {
    this.#slots.clear();
    this.drop();
  }

  /** The transport is gone; what was wanted stays wanted. */
  drop(): void {
    this.#transport?.close();
    this.#transport = undefined;
    for (const slot of this.#slots.values()) slot.producer = undefined;
    this.#options.changed();
  }

  /** Tells how it is by now. Without a socket the hub hears of it when this page joins again; see sync(). */
  async #tellPaused({ producer, paused }: Slot): Promise<void> {
    if (!producer) return;
    const name = paused ? 'producer:pause' : 'producer:resume';
    await this.#request(name, { producerId: producer.id }).catch((error: unknown) => {
      if (!isAway(error)) throw error;
    });
  }

  async #close(producer: types.Producer | undefined): Promise<void> {
    if (!producer) return;
    producer.close();
    await this.#request('producer:close', { producerId: producer.id });
  }

  #slot(source: Source): Slot {
    const slot = this.#slots.get(source) ?? { track: null, paused: false, producer: undefined };
    this.#slots.set(source, slot);
    return slot;
  }

  async #openAll(): Promise<void> {
    for (const [source, slot] of this.#slots) {
      if (!slot.producer) await this.#open(source, slot);
    }
  }

  async #open(source: Source, slot: Slot): Promise<void> {
    const { track, paused } = slot;
    if (!this.#transport || !track || track.readyState === 'ended') return;
    track.enabled = !paused;
    const codec = source === 'camera' ? this.#options.cameraCodec() : undefined;
    const producer = await this.#transport.produce({
      track,
      ...sendOptions(source),
      ...(codec ? { codec } : {}),
      appData: { source, paused },
    });
    slot.producer = producer;
    // Muted or unmuted while it was being opened: the hub hears of it in the next turn.
    this.#setPaused(source, slot.paused);
  }

  /** Here only, and right now. The hub is told in turn. */
  #setPaused(source: Source, paused: boolean): void {
    const slot = this.#slots.get(source);
    if (!slot) return;
    slot.paused = paused;
    if (slot.producer && paused) slot.producer.pause();
    else if (slot.producer) slot.producer.resume();
    else if (slot.track) slot.track.enabled = !paused;
    this.#options.changed();
  }

  #inTurn(change: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(change).finally(() => this.#options.changed());
    // Who asked hears of the failure; the next in the queue starts fresh.
    this.#queue = done.catch(() => undefined);
    return done;
  }
}

/** The hub could not be asked, as opposed to: it said no. */
function isAway(error: unknown): boolean {
  return ['offline', 'no-answer'].includes(toSessionProblem(error));
}
