import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../platform/app-error.ts';
import type { Logger } from '../platform/log.ts';
import type { Scope } from '../platform/scope.ts';
import type { Source } from '../protocol/words.ts';
import type { MediaConsumer, MediaPlane, MediaRoom, MediaTransport } from './media-plane.ts';
import type { Peer, PeerProducer } from './peer.ts';
import type { Roster } from './roster.ts';

/** Who gets bandwidth first when there is too little. Sound is not in the list: it is never held back. */
const priorities = {
  screen: 200,
  /** Whoever speaks. */
  activeCamera: 140,
  camera: 100,
} as const;

/** Between attempts to find a room a new place when no worker is there. */
const retryMs = 250;

export type RoomMediaEvents = {
  lost(): void;
  levels(levels: { producerId: string; dbov: number }[]): void;
  dominantSpeaker(producerId: string): void;
  /** The far end of a transport is gone: a closed page. */
  transportClosed(transport: MediaTransport): void;
};

/**
 * The room's place on the media plane: transports, and for each producer a consumer at every other peer.
 * Every failure of a plane that was just lost becomes `room-moved`.
 */
export class RoomMedia {
  readonly #plane: MediaPlane;
  readonly #roomId: string;
  readonly #roster: Roster;
  readonly #events: RoomMediaEvents;
  readonly #log: Logger;
  #room: MediaRoom | undefined;

  constructor(
    {
      plane,
      roomId,
      roster,
      log,
    }: { plane: MediaPlane; roomId: string; roster: Roster; log: Logger },
    events: RoomMediaEvents,
  ) {
    this.#plane = plane;
    this.#roomId = roomId;
    this.#roster = roster;
    this.#events = events;
    this.#log = log;
  }

  get lost(): boolean {
    return this.#room === undefined;
  }

  get room(): MediaRoom {
    if (!this.#room) throw roomMoved();
    return this.#room;
  }

  /** Finds a place, at first and after a loss. Keeps trying until there is one or the scope closes. */
  async open(scope: Scope): Promise<void> {
    const room = await this.#findPlace(scope);
    scope.defer('media room', () => room.close());
    this.#room = room;
    room.onLost(() => {
      if (this.#room !== room) return;
      this.#room = undefined;
      this.#events.lost();
    });
    room.onLevels((levels) => this.#events.levels(levels));
    room.onDominantSpeaker((producerId) => this.#events.dominantSpeaker(producerId));
  }

  async #findPlace(scope: Scope): Promise<MediaRoom> {
    for (;;) {
      try {
        return await this.#plane.openRoom({ roomId: this.#roomId });
      } catch (error) {
        scope.signal.throwIfAborted();
        this.#log.warn({ err: error }, 'no place for the room yet');
        await delay(retryMs, undefined, { signal: scope.signal });
      }
    }
  }

  async openTransport(peerId: string, direction: 'send' | 'receive'): Promise<MediaTransport> {
    const transport = await this.guard((room) => room.openTransport({ peerId, direction }));
    transport.onClosed(() => this.#events.transportClosed(transport));
    transport.onLost(() => this.#transportLost(transport));
    return transport;
  }

  /** Part of the plane is gone. Who received there is told, and joins again as after a lost network. */
  #transportLost(transport: MediaTransport): void {
    const { transportId } = transport;
    const { peers, visits } = this.#roster;
    for (const peer of peers.values()) {
      if (peer.receiveTransport !== transport) continue;
      this.closeReceiving(peer);
      this.#roster.toPeer(peer, 'transport:lost', { transportId });
    }
    for (const visit of visits.values()) {
      if (visit.receiveTransport !== transport) continue;
      visit.receiveTransport = undefined;
      this.#roster.toPeer(visit, 'transport:lost', { transportId });
    }
  }

  /** Runs something on the plane; if the plane was lost meanwhile, that is the failure. */
  async guard<T>(run: (room: MediaRoom) => Promise<T>): Promise<T> {
    const room = this.room;
    try {
      return await run(room);
    } catch (error) {
      if (this.#room !== room) throw roomMoved(error);
      throw error;
    }
  }

  /** A consumer at this peer for everything it does not receive yet. They flow at once: the reply lists them. */
  async receiveAll(peer: Peer): Promise<void> {
    const missing = this.#notReceivedBy(peer);
    await Promise.all(missing.map((producer) => this.#consume(peer, producer, false)));
  }

  /** The same for a transport that came later: paused, and announced one by one. */
  async receiveLate(peer: Peer): Promise<void> {
    const missing = this.#notReceivedBy(peer);
    await Promise.all(missing.map((producer) => this.#offer(peer, producer)));
  }

  /** A paused consumer at every other peer, announced to each: none misses the first frame. */
  async sendToAll(owner: Peer, producer: PeerProducer): Promise<void> {
    const receivers = [...this.#roster.peers.values()].filter(
      (peer) => peer !== owner && peer.receiveTransport,
    );
    await Promise.all(receivers.map((peer) => this.#offer(peer, producer)));
  }

  #notReceivedBy(peer: Peer): PeerProducer[] {
    const received = new Set([...peer.consumers.values()].map((c) => c.state.producerId));
    return this.#roster.onStage
      .filter((owner) => owner !== peer)
      .flatMap((owner) => [...owner.producers.values()])
      .filter((producer) => !received.has(producer.media.producerId));
  }

  async #offer(peer: Peer, producer: PeerProducer): Promise<void> {
    const consumer = await this.#consume(peer, producer, true);
    if (consumer) this.#roster.toPeer(peer, 'consumer:opened', consumer.state);
  }

  /** One peer that cannot be served must not stop the others, so failures are logged, not thrown. */
  async #consume(
    peer: Peer,
    producer: PeerProducer,
    paused: boolean,
  ): Promise<MediaConsumer | undefined> {
    const { receiveTransport: transport, rtpCapabilities } = peer;
    const { producerId } = producer.media;
    if (!transport || !this.room.canConsume({ producerId, rtpCapabilities })) return undefined;
    try {
      const consumer = await transport.consume({ producerId, rtpCapabilities, paused });
      if (transport !== peer.receiveTransport) {
        consumer.close();
        return undefined;
      }
      peer.consumers.set(consumer.state.consumerId, consumer);
      if (producer.media.kind === 'video') {
        await consumer.prioritise(priorityOf(producer.source, false));
      }
      return consumer;
    } catch (error) {
      this.#log.warn({ err: error, peerId: peer.peerId, producerId }, 'consumer not opened');
      return undefined;
    }
  }

  /** Closes a producer's consumers everywhere, and says so. */
  stopReceiving(producerId: string): void {
    for (const peer of this.#roster.peers.values()) {
      for (const [consumerId, consumer] of peer.consumers) {
        if (consumer.state.producerId !== producerId) continue;
        peer.consumers.delete(consumerId);
        consumer.close();
        this.#roster.toPeer(peer, 'consumer:closed', { consumerId });
      }
    }
  }

  /** Gives the camera of whoever speaks more of a narrow line, and takes it from who spoke before. */
  favour(speaker: Peer | undefined, before: Peer | undefined): void {
    const weigh = (owner: Peer | undefined, active: boolean): void => {
      const camera = [...(owner?.producers.values() ?? [])].find((p) => p.source === 'camera');
      if (!camera) return;
      for (const peer of this.#roster.peers.values()) {
        for (const consumer of peer.consumers.values()) {
          if (consumer.state.producerId !== camera.media.producerId) continue;
          consumer.prioritise(priorityOf('camera', active)).catch((error: unknown) => {
            // The consumer closed meanwhile, or its worker died: both are handled where they happen.
            this.#log.debug({ err: error }, 'priority not set');
          });
        }
      }
    };
    weigh(before, false);
    weigh(speaker, true);
  }

  closeReceiving(peer: Peer): void {
    for (const consumer of peer.consumers.values()) consumer.close();
    peer.consumers.clear();
    peer.receiveTransport?.close();
    peer.receiveTransport = undefined;
  }
}

const priorityOf = (source: Source, active: boolean): number =>
  source === 'screen'
    ? priorities.screen
    : active
      ? priorities.activeCamera
      : priorities.camera;

const roomMoved = (cause?: unknown): AppError =>
  new AppError('room-moved', 'The room has moved: enter and join again.', { cause });
