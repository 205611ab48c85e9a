import { AppError } from '../platform/app-error.ts';
import {
  isReceived,
  largestLayer,
  onePicture,
  pictureLimit,
  type ReceptionWish,
} from '../protocol/data-mode.ts';
import type { ConsumerState, ProducerState } from '../protocol/protocol.ts';
import type { MediaConsumer, MediaTransport, Opaque } from './media-plane.ts';

/** One producer as it comes to one person. */
type Received = {
  readonly consumer: MediaConsumer;
  readonly producer: ProducerState;
  /** The page does not want it now: it is not ready for it yet, or does not show it. */
  isHeld: boolean;
  /** As large as the page shows it. */
  shownLayer: number;
  /** What the media plane was last told. */
  flows: boolean;
  layer: number;
};

type OpenOptions = {
  rtpCapabilities: Opaque;
  /** It waits until the page says that it is ready. */
  isHeld: boolean;
  /** Of pictures only. */
  priority: number | undefined;
};

/** What the media plane sends of a picture when it is told nothing. */
const fullLayer = 2;

/**
 * What one person is sent: a transport, a consumer for each producer that may reach them, and the limits of their data
 * mode. A consumer flows while the page wants it and the mode lets it through, and none does before begin(): who is
 * still in the lobby is connected at most.
 */
export class Reception {
  readonly transport: MediaTransport;
  readonly #viewer: string;
  /** By consumer id. */
  readonly #received = new Map<string, Received>();
  #wish: ReceptionWish;
  /** The one picture of the mode that has one. */
  #chosen: string | undefined;
  #hasBegun = false;
  #isClosed = false;

  private constructor(transport: MediaTransport, viewer: string, wish: ReceptionWish) {
    this.transport = transport;
    this.#viewer = viewer;
    this.#wish = wish;
  }

  /** `viewer`: the peer id of whoever receives. */
  static async over(
    transport: MediaTransport,
    viewer: string,
    wish: ReceptionWish,
  ): Promise<Reception> {
    await transport.limitPictures(pictureLimit(wish));
    return new Reception(transport, viewer, wish);
  }

  /** The person is in the room: what is here flows. */
  async begin(): Promise<void> {
    this.#hasBegun = true;
    await this.#updateAll();
  }

  /** Whether the page may be connected already: what is opened now could flow before it knows of it. */
  get isPrepared(): boolean {
    return this.#received.size > 0;
  }

  get states(): ConsumerState[] {
    return [...this.#received.values()].map(toState);
  }

  consumersOf(producerId: string): MediaConsumer[] {
    return [...this.#received.values()]
      .filter(({ producer }) => producer.producerId === producerId)
      .map(({ consumer }) => consumer);
  }

  /** Whether a consumer of this producer is missing. */
  lacks({ producerId, peerId, source }: ProducerState): boolean {
    return (
      peerId !== this.#viewer &&
      isReceived(this.#wish.dataMode, source) &&
      this.consumersOf(producerId).length === 0
    );
  }

  async open(
    producer: ProducerState,
    { rtpCapabilities, isHeld, priority }: OpenOptions,
  ): Promise<ConsumerState> {
    const { producerId } = producer;
    const flows = this.#flows({ isHeld, producer });
    const consumer = await this.transport.consume({
      ...{ producerId, rtpCapabilities, paused: !flows },
    });
    if (this.#isClosed) {
      consumer.close();
      throw new AppError('not-joined', 'What you received with is closed.');
    }
    const received: Received = {
      ...{ consumer, producer, isHeld, flows, shownLayer: fullLayer, layer: fullLayer },
    };
    this.#received.set(consumer.state.consumerId, received);
    if (priority !== undefined) await consumer.prioritise(priority);
    await this.#update(received);
    return toState(received);
  }

  /** The page wants this one, or not for now. */
  async hold(consumerId: string, isHeld: boolean): Promise<void> {
    const received = this.#own(consumerId);
    received.isHeld = isHeld;
    await this.#update(received);
  }

  /** The page shows this one so large. */
  async show(consumerId: string, layer: number): Promise<void> {
    const received = this.#own(consumerId);
    received.shownLayer = layer;
    await this.#update(received);
  }

  /** Something changed on stage: another picture may be the one to send. */
  async follow(
    sent: readonly ProducerState[],
    activeSpeaker: string | undefined,
  ): Promise<void> {
    const viewer = this.#viewer;
    this.#chosen = onePicture(sent, { viewer, activeSpeaker })?.producerId;
    await this.#updateAll();
  }

  /** Another data mode. Returns the ids of the consumers that it has no place for; they are closed. */
  async choose(wish: ReceptionWish): Promise<string[]> {
    if (isSame(wish, this.#wish)) return [];
    this.#wish = wish;
    const closed = [...this.#received.values()]
      .filter(({ producer }) => !isReceived(wish.dataMode, producer.source))
      .flatMap(({ producer }) => this.drop(producer.producerId));
    await this.transport.limitPictures(pictureLimit(wish));
    await this.#updateAll();
    return closed;
  }

  /** Nothing comes of this producer any more. Returns the ids of the consumers that were closed. */
  drop(producerId: string): string[] {
    const dropped = [...this.#received].filter(
      ([, { producer }]) => producer.producerId === producerId,
    );
    return dropped.map(([consumerId, { consumer }]) => {
      this.#received.delete(consumerId);
      consumer.close();
      return consumerId;
    });
  }

  close(): void {
    this.#isClosed = true;
    for (const { consumer } of this.#received.values()) consumer.close();
    this.#received.clear();
    this.transport.close();
  }

  #flows({ isHeld, producer }: Pick<Received, 'isHeld' | 'producer'>): boolean {
    return this.#hasBegun && !isHeld && this.#lets(producer);
  }

  #lets({ kind, producerId }: ProducerState): boolean {
    return kind === 'audio' || this.#wish.dataMode === 'full' || producerId === this.#chosen;
  }

  async #updateAll(): Promise<void> {
    // One that closes at this moment fails; it is taken off the list by whoever closes it.
    await Promise.allSettled([...this.#received.values()].map((one) => this.#update(one)));
  }

  /** Tells the media plane what changed, in the order in which it changed. */
  async #update(received: Received): Promise<void> {
    const { consumer } = received;
    const flows = this.#flows(received);
    const layer = Math.min(received.shownLayer, largestLayer(this.#wish));
    const told: Promise<void>[] = [];
    if (layer !== received.layer) {
      received.layer = layer;
      told.push(consumer.prefer(layer));
    }
    if (flows !== received.flows) {
      received.flows = flows;
      told.push(flows ? consumer.resume() : consumer.pause());
    }
    await Promise.all(told);
  }

  /** Throws `not-found` for what is not this person's. */
  #own(consumerId: string): Received {
    const received = this.#received.get(consumerId);
    if (!received) throw new AppError('not-found', 'You have no such consumer.');
    return received;
  }
}

const isSame = (one: ReceptionWish, other: ReceptionWish): boolean =>
  one.dataMode === other.dataMode && one.isSmallScreen === other.isSmallScreen;

/** Voice and face of one person are played in step; a screen and its sound likewise. */
function toState({ consumer, producer }: Received): ConsumerState {
  const { peerId, source } = producer;
  const group = `${peerId}-${source.startsWith('screen') ? 'screen' : 'person'}`;
  return { ...consumer.state, group };
}
