import type { recordingFiles } from '../../media/contract/recording-files.ts';
import type { TakeEndReason, TimelineEntry } from '../../media/contract/timeline.ts';
import type { Clock } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import type { Logger } from '../platform/log.ts';
import { unlessLate } from '../platform/unless-late.ts';
import type { CaptureConsumer, RoomCapture } from '../rooms/media-plane.ts';
import type { Evidence } from './proof.ts';
import type { RecordedProducer } from './room-recorder.ts';
import type { TakeRecorder, TakeStats } from './take-recorder.ts';

/** How long the end of a take waits for the disk: others wait to begin. */
const closesWithinMs = 3_000;
/** The same at the end of a session, of which a slow disk may have much to write; shorter than a hub takes to close. */
const lastClosesWithinMs = 15_000;

type LiveTake = {
  takeId: string;
  peerId: string;
  consumer: CaptureConsumer;
  sinceUs: number;
  stats: TakeStats | undefined;
};

type Options = {
  recordingId: string;
  files: ReturnType<typeof recordingFiles>;
  recorder: TakeRecorder;
  /** Puts an event on the timeline; rejects when the disk refuses. */
  append: (entry: TimelineEntry) => Promise<void>;
  /** Asked again right before the first packet may flow. */
  isRecordable: (producerId: string) => boolean;
  /** Whether a peer's last answer is yes. */
  isConsented: (peerId: string) => boolean;
  clock: Clock;
  log: Logger;
};

/** The takes of a recording that are being captured now, at most one for each producer. */
export class LiveTakes {
  readonly #options: Options;
  readonly #takes = new Map<string, LiveTake>();
  /** Those that have ended and may not be on disk yet, with whose they are. */
  readonly #closing = new Map<Promise<void>, string>();
  /** Bytes of takes that have ended, by peer. */
  readonly endedBytes = new Map<string, number>();

  constructor(options: Options) {
    this.#options = options;
  }

  get producerIds(): string[] {
    return [...this.#takes.keys()];
  }

  has(producerId: string): boolean {
    return this.#takes.has(producerId);
  }

  evidenceOf(producerId: string): Evidence['take'] {
    const take = this.#takes.get(producerId);
    if (!take) return undefined;
    const { sinceUs, stats } = take;
    return { sinceUs, lastWriteUs: stats?.lastWriteUs ?? 0, bytes: stats?.writtenBytes ?? 0 };
  }

  /**
   * Begins a take: first the timeline knows of it, then the recorder, and only then do packets flow. Rejects, and leaves
   * nothing open, when any of them fails.
   */
  async start(producer: RecordedProducer, capture: RoomCapture): Promise<void> {
    const { recorder, recordingId, files, append, clock } = this.#options;
    const { producerId, peerId, displayName, kind, source, paused } = producer;
    const takeId = newId();
    const consumer = await capture.consume(producerId);
    const { codec, fmtp, payloadType, ssrc, clockRate, workerPid } = consumer;
    let isOnTimeline = false;
    try {
      const who = { takeId, peerId, kind, source, codec, producerId };
      await append({ type: 'take.start', ...who, displayName, paused });
      isOnTimeline = true;
      await recorder.openTake(files.take(takeId), {
        ...{ recordingId, ...who },
        ...{ fmtp: { ...fmtp }, payloadType, ssrc, clockRate, workerPid },
      });
      if (paused) recorder.setPaused(takeId, true);
      if (!this.#options.isRecordable(producerId)) throw new Error('No longer to be recorded.');
      const sinceUs = clock.monoUs();
      this.#takes.set(producerId, { takeId, peerId, consumer, sinceUs, stats: undefined });
      await consumer.resume();
    } catch (error) {
      consumer.close();
      this.#takes.delete(producerId);
      if (isOnTimeline) {
        await this.#close({ takeId, peerId }, closesWithinMs);
        await this.#note({ type: 'take.end', takeId, reason: 'interrupted' });
      }
      throw error;
    }
  }

  /** Stops packets at once, without waiting for anything. `end` is still to follow. */
  cutOff(producerId: string): void {
    this.#takes.get(producerId)?.consumer.close();
  }

  /**
   * Ends a take, if there is one. Resolves when it is on the timeline and on disk, for which a slow disk has some seconds:
   * see `written`. Unless it was cut off, its consumer stays as long; newer packets are not kept.
   */
  async end(producerId: string, reason: TakeEndReason): Promise<void> {
    const take = this.#takes.get(producerId);
    if (!take) return;
    this.#takes.delete(producerId);
    const bytes = this.endedBytes.get(take.peerId) ?? 0;
    this.endedBytes.set(take.peerId, bytes + (take.stats?.writtenBytes ?? 0));
    const { takeId } = take;
    const isLast = reason === 'session-ended';
    // The time of the end is now, not when the last byte has reached the disk.
    await Promise.all([
      this.#note({ type: 'take.end', takeId, reason }),
      this.#close(take, isLast ? lastClosesWithinMs : closesWithinMs),
    ]);
    take.consumer.close();
  }

  /**
   * Resolves when all that has ended is on disk, or was lost with the process that wrote it; but for what is deleted, since
   * its peer said no.
   */
  async written(): Promise<void> {
    await Promise.all(this.#awaited());
  }

  /** Whether that is so now. */
  get isWritten(): boolean {
    return this.#awaited().length === 0;
  }

  #awaited(): Promise<void>[] {
    const { isConsented } = this.#options;
    return [...this.#closing].flatMap(([closed, peerId]) =>
      isConsented(peerId) ? [closed] : [],
    );
  }

  async #close(
    { takeId, peerId }: Pick<LiveTake, 'takeId' | 'peerId'>,
    withinMs: number,
  ): Promise<void> {
    const closed: Promise<void> = this.#options.recorder.closeTake(takeId).finally(() => {
      this.#closing.delete(closed);
    });
    this.#closing.set(closed, peerId);
    await unlessLate(closed, withinMs);
  }

  async endAll(reason: TakeEndReason): Promise<void> {
    await Promise.all(this.producerIds.map((producerId) => this.end(producerId, reason)));
  }

  /** Notes a mute or its end, on the timeline and for the recorder. */
  async setPaused(producerId: string, paused: boolean): Promise<void> {
    const take = this.#takes.get(producerId);
    if (!take) return;
    const { takeId } = take;
    this.#options.recorder.setPaused(takeId, paused);
    await this.#note({ type: paused ? 'take.pause' : 'take.resume', takeId });
  }

  takeStats(all: readonly TakeStats[]): void {
    const byId = new Map(all.map((stats) => [stats.takeId, stats]));
    for (const take of this.#takes.values()) take.stats = byId.get(take.takeId) ?? take.stats;
  }

  /** A disk that refuses an event does not keep a take from ending: readers see its end in the packets. */
  async #note(entry: TimelineEntry): Promise<void> {
    try {
      await this.#options.append(entry);
    } catch (error) {
      this.#options.log.error({ err: error, event: entry.type }, 'event not on the timeline');
    }
  }

  requestKeyFrame(takeId: string): void {
    const take = [...this.#takes.values()].find((each) => each.takeId === takeId);
    take?.consumer.requestKeyFrame().catch((error: unknown) => {
      this.#options.log.debug({ err: error, takeId }, 'no keyframe could be asked for');
    });
  }
}
