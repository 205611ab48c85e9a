import type { RecordedProducer } from './room-recorder.ts';

export type CastMember = { peerId: string; displayName: string; role: string };
export type Answer = { peerId: string; granted: boolean; textVersion: string };

/** Who is in the room, what they send, and whether they want it recorded. */
export class Cast {
  readonly members = new Map<string, CastMember>();
  readonly answers = new Map<string, Answer>();
  readonly producers = new Map<string, RecordedProducer>();

  /** The last answer counts, and no answer is no. */
  isConsented(peerId: string): boolean {
    return this.answers.get(peerId)?.granted === true;
  }

  /** Whether a producer is open and its peer agreed: all that may ever be captured. */
  isRecordable(producerId: string): boolean {
    const producer = this.producers.get(producerId);
    return producer !== undefined && this.isConsented(producer.peerId);
  }

  get recordable(): RecordedProducer[] {
    return [...this.producers.values()].filter(({ peerId }) => this.isConsented(peerId));
  }

  producersOf(peerId: string): RecordedProducer[] {
    return [...this.producers.values()].filter((producer) => producer.peerId === peerId);
  }

  setPaused(producerId: string, paused: boolean): void {
    const producer = this.producers.get(producerId);
    if (producer) this.producers.set(producerId, { ...producer, paused });
  }
}
