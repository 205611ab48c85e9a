import type { TakeEndReason } from '../../media/contract/timeline.ts';
import { AppError } from '../platform/app-error.ts';
import type { StoppableSource } from '../protocol/orders.ts';
import type { ParsedInput } from '../protocol/protocol.ts';
import { stageSeats, type MediaKind, type Source } from '../protocol/words.ts';
import type { MediaTransport } from './media-plane.ts';
import type { Peer, PeerProducer } from './peer.ts';
import type { RecordingLine } from './recording-line.ts';
import type { Receivers } from './receivers.ts';
import type { RoomMedia } from './room-media.ts';
import type { Roster } from './roster.ts';
import type { StagePulse } from './stage-pulse.ts';

const kindOf: Record<Source, MediaKind> = {
  camera: 'video',
  screen: 'video',
  microphone: 'audio',
  'screen-audio': 'audio',
};

type Parts = {
  roster: Roster;
  media: RoomMedia;
  receivers: Receivers;
  recording: RecordingLine;
  pulse: StagePulse;
  /** Someone came on or went off. */
  onChange: () => void;
};

/** The six seats from which people publish. Runs in the room's turn; permissions were checked before. */
export class Stage {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Takes a seat, or keeps it, and returns a new transport to send with. */
  async enter(peer: Peer): Promise<MediaTransport> {
    const { roster, onChange } = this.#parts;
    if (!peer.onStage && roster.onStage.length >= stageSeats) {
      throw new AppError('stage-full', `All ${stageSeats} seats on stage are taken.`);
    }
    const transport = await this.openSending(peer);
    if (!peer.onStage) {
      peer.onStage = true;
      roster.announceStageChange(peer);
      onChange();
    }
    return transport;
  }

  /** Replaces what the peer sends with: a page that asks again has lost the old one. */
  async openSending(peer: Peer): Promise<MediaTransport> {
    const transport = await this.#parts.media.openTransport(peer.peerId, 'send');
    this.closeSending(peer, 'closed');
    peer.sendTransport = transport;
    return transport;
  }

  leave(peer: Peer, reason: TakeEndReason = 'closed'): void {
    if (!peer.onStage) return;
    this.closeSending(peer, reason);
    peer.stopped.clear();
    peer.onStage = false;
    this.#parts.roster.announceStageChange(peer);
    this.#parts.onChange();
  }

  /** The answer is on the timeline, and acted on by the recorder, before anyone hears of it. */
  async consent(peer: Peer, answer: ParsedInput<'recording:consent'>): Promise<void> {
    const { peerId, displayName, address } = peer;
    await this.#parts.recording.ask((recorder) =>
      recorder.consent({ peerId, displayName, address, ...answer }),
    );
    peer.consent = answer.granted;
    this.#parts.roster.announceChanged(peer);
  }

  async openProducer(peer: Peer, input: ParsedInput<'producer:open'>): Promise<string> {
    const { roster, media, receivers, recording, pulse } = this.#parts;
    const { source, kind, rtpParameters, paused } = input;
    if (peer.consent === undefined) {
      throw new AppError('consent-needed', 'Answer the question about recording first.');
    }
    if (kindOf[source] !== kind) {
      throw new AppError('invalid-input', `A ${source} cannot be ${kind}.`);
    }
    const transport = peer.sendTransport;
    if (transport?.transportId !== input.transportId) {
      throw new AppError('not-found', 'No such transport to send with: open one first.');
    }
    // One of each. A client that asks again lost the answer, so the new one wins.
    for (const producer of peer.producers.values()) {
      if (producer.source === source) this.#close(peer, producer, 'closed');
    }
    const opened = await media.guard(() =>
      transport.produce({ kind, rtpParameters, paused, isScreen: source === 'screen' }),
    );
    const producer: PeerProducer = { media: opened, source, paused, score: undefined };
    peer.producers.set(opened.producerId, producer);
    if (!paused) this.#switchedOn(peer, source);
    opened.onScore((score) => pulse.score(peer, producer, score));
    recording.tell('producer opened', (recorder) =>
      recorder.producerOpened({
        ...peer.producerState(producer),
        displayName: peer.displayName,
        codec: opened.codec,
      }),
    );
    roster.toEveryone('producer:opened', peer.producerState(producer));
    await receivers.sendToAll(peer, producer);
    return opened.producerId;
  }

  async setPaused(peer: Peer, producerId: string, paused: boolean): Promise<void> {
    const producer = this.#own(peer, producerId);
    if (producer.paused === paused) return;
    await this.#parts.media.guard(() =>
      paused ? producer.media.pause() : producer.media.resume(),
    );
    producer.paused = paused;
    if (!paused) this.#switchedOn(peer, producer.source);
    this.#parts.recording.tell('producer paused or resumed', (recorder) =>
      paused ? recorder.producerPaused(producerId) : recorder.producerResumed(producerId),
    );
    this.#parts.receivers.stageChanged();
    this.#parts.pulse.qualityChanged(peer);
    this.#parts.roster.toEveryone('producer:changed', peer.producerState(producer));
  }

  /** Stops what someone else sends: pauses it, or ends a screen with its sound. False when there was nothing to stop. */
  async stop(peer: Peer, source: StoppableSource): Promise<boolean> {
    const sources: readonly Source[] =
      source === 'screen' ? ['screen', 'screen-audio'] : [source];
    const sending = [...peer.producers.values()].filter(
      (producer) => sources.includes(producer.source) && !producer.paused,
    );
    for (const producer of sending) {
      if (source === 'screen') this.#close(peer, producer, 'closed');
      else await this.setPaused(peer, producer.media.producerId, true);
    }
    return sending.length > 0;
  }

  closeProducer(peer: Peer, producerId: string): void {
    this.#close(peer, this.#own(peer, producerId), 'closed');
  }

  /** Ends all that the peer sends; its seat stays. */
  closeSending(peer: Peer, reason: TakeEndReason): void {
    for (const producer of [...peer.producers.values()]) this.#close(peer, producer, reason);
    peer.sendTransport?.close();
    peer.sendTransport = undefined;
  }

  #close(peer: Peer, producer: PeerProducer, reason: TakeEndReason): void {
    const { roster, receivers, recording, pulse } = this.#parts;
    const { producerId } = producer.media;
    peer.producers.delete(producerId);
    recording.tell('producer closed', (recorder) =>
      recorder.producerClosed(producerId, reason),
    );
    receivers.stopReceiving(producerId);
    producer.media.close();
    pulse.producerClosed(peer);
    roster.toEveryone('producer:closed', { producerId });
  }

  #switchedOn(peer: Peer, source: Source): void {
    if (peer.stopped.delete(source)) this.#parts.roster.announceChanged(peer);
  }

  #own(peer: Peer, producerId: string): PeerProducer {
    const producer = peer.producers.get(producerId);
    if (!producer) throw new AppError('not-found', 'You send nothing by this id.');
    return producer;
  }
}
