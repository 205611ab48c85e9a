import type { MediaKind } from '../protocol/words.ts';
import type { LiveTakes } from './live-takes.ts';
import type { Evidence } from './proof.ts';
import type { RecordedProducer } from './room-recorder.ts';

export type CastMember = { peerId: string; displayName: string; role: string };
export type Answer = { peerId: string; granted: boolean; textVersion: string };

/** Who is in the room, what they send, and whether they want it recorded. */
export class Cast {
  readonly members = new Map<string, CastMember>();
  readonly answers = new Map<string, Answer>();
  readonly producers = new Map<string, RecordedProducer>();
  /** Closed already, though what is to be done about it still waits for its turn. */
  readonly closing = new Set<string>();

  /** What the disk has room for. */
  room = { pictures: true, sound: true };

  /** The last answer counts, and no answer is no. */
  isConsented(peerId: string): boolean {
    return this.answers.get(peerId)?.granted === true;
  }

  /** Whether a producer is open and its peer agreed: all that may ever be captured. */
  isRecordable(producerId: string): boolean {
    const producer = this.producers.get(producerId);
    return producer !== undefined && this.isConsented(producer.peerId);
  }

  /** Whether a take of it may begin now. */
  mayBegin(producerId: string): boolean {
    return (
      this.isRecordable(producerId) &&
      this.hasRoomFor(producerId) &&
      !this.closing.has(producerId)
    );
  }

  hasRoomFor(producerId: string): boolean {
    return this.hasRoomOf(this.producers.get(producerId)?.kind ?? 'audio');
  }

  hasRoomOf(kind: MediaKind): boolean {
    return kind === 'video' ? this.room.pictures : this.room.sound;
  }

  /** Something of the kind is open and consented, and there is no room for it. */
  lacksRoomOf(kind: MediaKind): boolean {
    const isWanted = [...this.producers.values()].some(
      (producer) => producer.kind === kind && this.isRecordable(producer.producerId),
    );
    return isWanted && !this.hasRoomOf(kind);
  }

  get recordable(): RecordedProducer[] {
    return [...this.producers.values()].filter(({ producerId }) => this.mayBegin(producerId));
  }

  /** Whether takes are to begin, or to end for want of room. */
  differsFrom(takes: Pick<LiveTakes, 'has' | 'producerIds'>): boolean {
    return (
      this.recordable.some(({ producerId }) => !takes.has(producerId)) ||
      takes.producerIds.some((producerId) => !this.hasRoomFor(producerId))
    );
  }

  drop(producerId: string): void {
    this.producers.delete(producerId);
    this.closing.delete(producerId);
  }

  producersOf(peerId: string): RecordedProducer[] {
    return [...this.producers.values()].filter((producer) => producer.peerId === peerId);
  }

  /** Of each producer, with what its take tells. */
  evidence(takes: Pick<LiveTakes, 'evidenceOf'>): Evidence[] {
    return [...this.producers.values()].map(({ producerId, ...producer }) => ({
      ...producer,
      isConsented: this.isConsented(producer.peerId),
      take: takes.evidenceOf(producerId),
    }));
  }

  setPaused(producerId: string, paused: boolean): void {
    const producer = this.producers.get(producerId);
    if (producer) this.producers.set(producerId, { ...producer, paused });
  }
}
