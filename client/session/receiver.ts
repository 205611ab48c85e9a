import type { types } from 'mediasoup-client';
import type {
  ConsumerState,
  RequestInput,
  RequestName,
} from '../../server/protocol/protocol.ts';
import type { LinkReading } from './data-meter.ts';
import { readLinkStats } from './link-stats.ts';
import type { Request } from './request.ts';
import { layerFor } from './send-options.ts';

type Held = {
  consumer: types.Consumer;
  /** What the hub was last told: the layer wanted, or paused because nobody looks. */
  layer: number | undefined;
  paused: boolean;
  /** Whether the page has a place for it; until it says so, it may. */
  isShown: boolean;
};

export type ReceiverEvents = {
  /** A track came or went. */
  changed: () => void;
};

/** Receives: turns the consumers that the hub opens for this page into tracks, and says how large they are shown. */
export class Receiver {
  readonly #request: Request;
  readonly #events: ReceiverEvents;
  readonly #held = new Map<string, Held>();
  /** Consumer ids being made, and whether they were closed meanwhile. */
  readonly #opening = new Map<string, { closed: boolean }>();
  #transport: types.Transport | undefined;
  #picturesWanted = true;
  /** Connected ahead, from the lobby: nothing comes yet, and there is nothing to say about it. */
  #isAhead = false;

  constructor(request: Request, events: ReceiverEvents) {
    this.#request = request;
    this.#events = events;
  }

  get transportId(): string | undefined {
    return this.#transport?.closed === false ? this.#transport.id : undefined;
  }

  /** The tracks to show and play, by producer id. */
  tracks(): ReadonlyMap<string, MediaStreamTrack> {
    if (this.#isAhead) return new Map();
    return new Map(
      [...this.#held.values()].map(({ consumer }) => [consumer.producerId, consumer.track]),
    );
  }

  /** Receives over this transport from now on; what came over another one is gone. */
  use(transport: types.Transport): void {
    this.drop();
    this.#transport = transport;
  }

  /** Connects, from the lobby, over what the hub will send from the moment of joining. */
  async prepare(states: readonly ConsumerState[]): Promise<void> {
    this.#isAhead = true;
    await Promise.all(states.map((state) => this.consume(state)));
  }

  /** Makes what is held equal to what the hub lists: joining again needs nothing else. */
  async sync(states: readonly ConsumerState[]): Promise<void> {
    this.#isAhead = false;
    const listed = new Set(states.map((state) => state.consumerId));
    for (const consumerId of [...this.#held.keys(), ...this.#opening.keys()]) {
      if (listed.has(consumerId)) this.#tellAgain(consumerId);
      else this.closed(consumerId);
    }
    this.#events.changed();
    // All in one tick: mediasoup-client then negotiates them together.
    await Promise.all(states.map((state) => this.consume(state)));
  }

  /** Resolves when the track is there. */
  async consume(state: ConsumerState): Promise<void> {
    const { consumerId, producerId, kind, rtpParameters, group } = state;
    if (!this.#transport || this.#held.has(consumerId) || this.#opening.has(consumerId)) return;
    const opening = { closed: false };
    this.#opening.set(consumerId, opening);
    try {
      const consumer = await this.#transport.consume({
        id: consumerId,
        producerId,
        kind,
        // The hub passes mediasoup's own parameters through; mediasoup-client checks them.
        rtpParameters: rtpParameters as types.RtpParameters,
        streamId: group,
      });
      if (opening.closed) {
        consumer.close();
        return;
      }
      this.#held.set(consumerId, { consumer, layer: undefined, paused: false, isShown: true });
    } finally {
      this.#opening.delete(consumerId);
    }
    this.#events.changed();
    const asleep = kind === 'video' && !this.#picturesWanted;
    if (asleep) this.#setPaused(consumerId, true);
    else this.#wish('consumer:resume', { consumerId });
  }

  closed(consumerId: string): void {
    const opening = this.#opening.get(consumerId);
    if (opening) opening.closed = true;
    const held = this.#held.get(consumerId);
    if (!held) return;
    this.#held.delete(consumerId);
    held.consumer.close();
    this.#events.changed();
  }

  /** Says how high, in device pixels, a picture is shown; 0 when it is not shown, and nothing is sent then. */
  shownAt(producerId: string, source: 'camera' | 'screen', devicePixels: number): void {
    for (const [consumerId, held] of this.#held) {
      const { consumer } = held;
      if (consumer.producerId !== producerId || consumer.kind !== 'video') continue;
      held.isShown = devicePixels > 0;
      this.#setPaused(consumerId, !held.isShown || !this.#picturesWanted);
      const layer = layerFor(source, devicePixels);
      if (!held.isShown || held.layer === layer) continue;
      held.layer = layer;
      this.#wish('consumer:prefer', { consumerId, spatialLayer: layer });
    }
  }

  /** Off while nobody can see them: in a hidden tab, on a locked phone. */
  wantPictures(wanted: boolean): void {
    this.#picturesWanted = wanted;
    for (const [consumerId, { consumer, isShown }] of this.#held) {
      if (consumer.kind === 'video') this.#setPaused(consumerId, !wanted || !isShown);
    }
  }

  /** What the browser counted on the present transport. */
  async readLink(): Promise<LinkReading | undefined> {
    const transport = this.#transport;
    if (!transport || transport.closed) return undefined;
    const report = await transport.getStats();
    return { transportId: transport.id, stats: readLinkStats(report.values()) };
  }

  /** Lets go of everything received. */
  drop(): void {
    this.#transport?.close();
    this.#transport = undefined;
    this.#isAhead = false;
    for (const opening of this.#opening.values()) opening.closed = true;
    this.#held.clear();
    this.#events.changed();
  }

  #setPaused(consumerId: string, paused: boolean): void {
    const held = this.#held.get(consumerId);
    if (!held || held.paused === paused) return;
    held.paused = paused;
    this.#wish(paused ? 'consumer:pause' : 'consumer:resume', { consumerId });
  }

  /** What the hub may not have heard while there was no socket. */
  #tellAgain(consumerId: string): void {
    const held = this.#held.get(consumerId);
    if (held?.consumer.kind !== 'video') return;
    this.#wish(held.paused ? 'consumer:pause' : 'consumer:resume', { consumerId });
    if (held.layer === undefined) return;
    this.#wish('consumer:prefer', { consumerId, spatialLayer: held.layer });
  }

  /** When it is lost, a picture is missing, or larger than it need be; joining again mends that. */
  #wish<N extends RequestName>(name: N, input: RequestInput<N>): void {
    if (this.#isAhead) return;
    this.#request(name, input).catch(() => undefined);
  }
}
