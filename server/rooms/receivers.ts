import type { Logger } from '../platform/log.ts';
import { isPicture, type ReceptionWish } from '../protocol/data-mode.ts';
import type { ConsumerState, ProducerState } from '../protocol/protocol.ts';
import type { MediaTransport, Opaque } from './media-plane.ts';
import type { Peer, PeerProducer, Visit } from './peer.ts';
import { Reception } from './reception.ts';
import type { RoomMedia } from './room-media.ts';
import type { Roster } from './roster.ts';
import { ignoreClosed } from './turns.ts';

/** Who gets bandwidth first when there is too little. Sound is not in the list: it is never held back. */
const priorities = {
  screen: 200,
  /** Whoever speaks. */
  activeCamera: 140,
  camera: 100,
} as const;

type Parts = {
  media: RoomMedia;
  roster: Roster;
  /** Runs a task in the room's turn. */
  inTurn: (task: () => Promise<void>) => Promise<void>;
  log: Logger;
};

type Receiver = Pick<Peer, 'peerId' | 'reception' | 'rtpCapabilities'>;

/** Brings everything that is sent to everyone who is to have it. */
export class Receivers {
  readonly #parts: Parts;
  #activeSpeaker: string | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async open(peerId: string, wish: ReceptionWish): Promise<Reception> {
    const { media } = this.#parts;
    const transport = await media.openTransport(peerId, 'receive');
    transport.onLost(() => this.#transportLost(transport));
    return media.guard(() => Reception.over(transport, peerId, wish));
  }

  /** For a seat whose transport is gone. What it receives follows, once the client knows of the new one. */
  async reopen(peer: Peer): Promise<MediaTransport> {
    const reception = await this.open(peer.peerId, peer.wish);
    await reception.begin();
    this.close(peer);
    peer.reception = reception;
    void this.#parts.inTurn(() => this.receiveLate(peer)).catch(ignoreClosed);
    return reception.transport;
  }

  /**
   * A consumer at this peer for everything it does not receive yet. They flow at once, since the reply lists them and
   * nothing passes before the page connects; where it may be connected already, what it has flows and the rest waits.
   */
  async receiveAll(peer: Peer): Promise<void> {
    const sent = this.#sent;
    const isHeld = peer.reception?.isPrepared ?? false;
    await peer.reception?.choose(peer.wish);
    await peer.reception?.follow(sent, this.#activeSpeaker);
    await peer.reception?.begin();
    await Promise.all(sent.map((producer) => this.#open(peer, producer, { isHeld })));
  }

  /** The same for a visitor in the lobby, for the page to connect over. Nothing flows yet. */
  async prepare(
    { peerId, reception }: Visit,
    { rtpCapabilities, wish }: { rtpCapabilities: Opaque; wish: ReceptionWish },
  ): Promise<ConsumerState[]> {
    const receiver = { peerId, reception, rtpCapabilities };
    await reception?.choose(wish);
    await Promise.all(
      this.#sent.map((producer) => this.#open(receiver, producer, { isHeld: false })),
    );
    return reception?.states ?? [];
  }

  /** The same for a transport that came later: waiting for the page, and announced one by one. */
  async receiveLate(peer: Peer): Promise<void> {
    const sent = this.#sent;
    await peer.reception?.follow(sent, this.#activeSpeaker);
    await Promise.all(sent.map((producer) => this.#offer(peer, producer)));
  }

  /** A waiting consumer at every other peer, announced to each: none misses the first frame. */
  async sendToAll(owner: Peer, producer: PeerProducer): Promise<void> {
    this.stageChanged();
    const state = owner.producerState(producer);
    await Promise.all([...this.#peers].map((peer) => this.#offer(peer, state)));
  }

  /** Closes a producer's consumers everywhere, and says so. */
  stopReceiving(producerId: string): void {
    const { peers, visits } = this.#parts.roster;
    for (const one of [...peers.values(), ...visits.values()]) {
      for (const consumerId of one.reception?.drop(producerId) ?? []) {
        this.#parts.roster.toPeer(one, 'consumer:closed', { consumerId });
      }
    }
    this.stageChanged();
  }

  /** Something began, stopped or paused: whoever receives one picture may have to have another. */
  stageChanged(): void {
    const sent = this.#sent;
    for (const peer of this.#peers) void peer.reception?.follow(sent, this.#activeSpeaker);
  }

  /** Another data mode: what it leaves out is closed, what it brings is offered. */
  async choose(peer: Peer, wish: ReceptionWish): Promise<void> {
    const { roster } = this.#parts;
    peer.wish = wish;
    for (const consumerId of (await peer.reception?.choose(wish)) ?? []) {
      roster.toPeer(peer, 'consumer:closed', { consumerId });
    }
    await this.receiveLate(peer);
  }

  /** Gives the camera of whoever speaks more of a narrow line, and takes it from who spoke before. */
  favour(speaker: Peer | undefined, before: Peer | undefined): void {
    this.#activeSpeaker = speaker?.peerId;
    this.stageChanged();
    this.#weigh(before, false);
    this.#weigh(speaker, true);
  }

  close(one: Pick<Peer, 'reception'>): void {
    one.reception?.close();
    one.reception = undefined;
  }

  /** Part of the plane is gone. Who received there is told, and joins again as after a lost network. */
  #transportLost(transport: MediaTransport): void {
    const { transportId } = transport;
    const { roster } = this.#parts;
    for (const one of [...roster.peers.values(), ...roster.visits.values()]) {
      if (one.reception?.transport !== transport) continue;
      this.close(one);
      roster.toPeer(one, 'transport:lost', { transportId });
    }
  }

  get #peers(): Iterable<Peer> {
    return this.#parts.roster.peers.values();
  }

  get #sent(): ProducerState[] {
    return this.#parts.roster.onStage.flatMap((owner) => owner.producerStates);
  }

  #weigh(owner: Peer | undefined, active: boolean): void {
    const camera = owner?.producerStates.find(({ source }) => source === 'camera');
    if (!camera) return;
    for (const peer of this.#peers) {
      for (const consumer of peer.reception?.consumersOf(camera.producerId) ?? []) {
        consumer.prioritise(priorityOf('camera', active)).catch((error: unknown) => {
          // The consumer closed meanwhile, or its worker died: both are handled where they happen.
          this.#parts.log.debug({ err: error }, 'priority not set');
        });
      }
    }
  }

  async #offer(peer: Peer, producer: ProducerState): Promise<void> {
    const state = await this.#open(peer, producer, { isHeld: true });
    if (state) this.#parts.roster.toPeer(peer, 'consumer:opened', state);
  }

  /** One peer that cannot be served must not stop the others, so failures are logged, not thrown. */
  async #open(
    { reception, rtpCapabilities, peerId }: Receiver,
    producer: ProducerState,
    { isHeld }: { isHeld: boolean },
  ): Promise<ConsumerState | undefined> {
    const { producerId, source } = producer;
    const { room } = this.#parts.media;
    if (!reception?.lacks(producer)) return undefined;
    if (!room.canConsume({ producerId, rtpCapabilities })) return undefined;
    try {
      const active = producer.peerId === this.#activeSpeaker;
      const priority = isPicture(source) ? priorityOf(source, active) : undefined;
      return await reception.open(producer, { rtpCapabilities, isHeld, priority });
    } catch (error) {
      this.#parts.log.warn({ err: error, peerId, producerId }, 'consumer not opened');
      return undefined;
    }
  }
}

const priorityOf = (source: 'camera' | 'screen', active: boolean): number =>
  source === 'screen'
    ? priorities.screen
    : active
      ? priorities.activeCamera
      : priorities.camera;
