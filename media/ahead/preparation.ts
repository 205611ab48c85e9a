import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freeBytesOf } from '../../server/platform/free-space.ts';
import type { Logger } from '../../server/platform/log.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import type { Serial } from '../../server/platform/serial.ts';
import type { MediaKind } from '../../server/protocol/words.ts';
import { remuxInChild } from '../capture/remux-in-child.ts';
import type { RemuxedRecording } from '../capture/remux-recording.ts';
import { tellStory } from '../capture/session-story.ts';
import { TimelineFollower } from '../capture/timeline-follower.ts';
import { recordingFiles } from '../contract/recording-files.ts';
import { ffmpegSettings } from '../ffmpeg/ffmpeg-settings.ts';
import { killLeftBehind } from '../ffmpeg/kill-left-behind.ts';
import { chunksStep, deleteOthers } from '../steps/chunks.ts';
import { listRecording } from '../steps/list-recording.ts';
import { openDrawing } from '../steps/open-drawing.ts';
import { slicesDirOf } from '../steps/slices.ts';
import { makeSound } from '../steps/sound-in-child.ts';
import type { RenderedPart } from '../steps/render-part.ts';
import type { RecordedSession, RecordingRepository } from '../store/recording-repository.ts';
import { planAhead, type Ahead } from './plan-ahead.ts';
import { nextSoundMs, nextTurnMs, settledSoundMs } from './when.ts';

/** How often it is looked at whether there is enough for a turn. */
const everyMs = 5_000;
/** How often it is asked whether live rooms still need the machine. */
const busyMs = 1_000;

export type PreparationOptions = {
  recordings: Pick<RecordingRepository, 'find'>;
  objectStore: ObjectStore;
  recordingsDir: string;
  /** What the recorder keeps free, in bytes: twice as much is left to it. */
  reserveBytes: number;
  /** Whether live rooms need this machine now. */
  isBusy: () => boolean;
  log: Logger;
  /** Shorter in tests. */
  everyMs?: number;
  /** By how much a session must have grown for another turn of its picture. Shorter in tests. */
  leastMoreMs?: number;
  /** A test's own disk. */
  freeBytesOf?: typeof freeBytesOf;
};

/** There is nothing to be prepared, or no room for it. */
class GivenUp extends Error {
  override readonly name = 'GivenUp';
}

/** The session is over, or what was made of it is gone: this turn is not gone on with. */
class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** What a timeline tells of a session that goes on. */
type Seen = { isOver: boolean; lengthMs: number };

/** The sound and the picture of one recording, made as its session goes on. */
export class Preparation {
  readonly #options: PreparationOptions;
  readonly #recordingId: string;
  readonly #signal: AbortSignal;
  readonly #files: ReturnType<typeof recordingFiles>;
  readonly #timeline: TimelineFollower;
  readonly #chunksDir: string;
  readonly #slicesDir: string;
  readonly #log: Logger;
  /** How long the session was at the last turn for its picture, and for its sound. */
  #lastMs = 0;
  #lastSoundMs = 0;
  /** Who may be seen in what lies prepared; undefined: anybody, since an earlier run of the hub may have left it. */
  #shownPeers: ReadonlySet<string> | undefined;

  constructor(recordingId: string, options: PreparationOptions, signal: AbortSignal) {
    this.#recordingId = recordingId;
    this.#options = options;
    this.#signal = signal;
    this.#files = recordingFiles(options.recordingsDir, recordingId);
    this.#timeline = new TimelineFollower(this.#files.timeline);
    this.#chunksDir = path.join(this.#files.work, chunksStep.name);
    this.#slicesDir = slicesDirOf(this.#files.work);
    this.#log = options.log.child({ recording: recordingId });
  }

  /** Until the session ends, or the signal aborts; then it rejects, once nothing works on it any more. */
  async run(inTurn: Serial): Promise<void> {
    try {
      await killLeftBehind(this.#files.work);
      for (;;) {
        await delay(this.#options.everyMs ?? everyMs, undefined, { signal: this.#signal });
        const seen = await this.#look();
        if (seen.isOver) return;
        if (this.#isDue(seen.lengthMs)) await this.#wait(inTurn, seen.lengthMs);
      }
    } catch (error) {
      if (!(error instanceof GivenUp)) throw error;
      this.#log.info({ reason: error.message }, 'nothing is prepared of this session');
    } finally {
      await rm(this.#files.ahead, { recursive: true, force: true });
      await this.#look();
    }
  }

  /** Takes a turn when those of other recordings are over. Who is told to stop meanwhile does not wait for them. */
  async #wait(inTurn: Serial, lengthMs: number): Promise<void> {
    const signal = this.#signal;
    let turn: Promise<void> | undefined;
    const inLine = inTurn(() => {
      if (!signal.aborted) turn = this.#takeTurn(lengthMs);
      return turn;
    });
    const aborted = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([inLine.catch(() => undefined), aborted]);
    try {
      await turn;
      signal.throwIfAborted();
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof GivenUp) throw error;
      if (error instanceof Stopped) return;
      this.#log.warn({ err: error }, 'not prepared for now');
    }
  }

  async #takeTurn(lengthMs: number): Promise<void> {
    const { recordings } = this.#options;
    const session = await recordings.find(this.#recordingId);
    if (session?.isPractice) throw new GivenUp('It is a practice.');
    // The database learns of a recording a little later where it was away.
    if (!session) return;
    const listing = await listRecording(this.#files);
    const takesBytes = listing?.files.reduce((sum, { bytes }) => sum + bytes, 0) ?? 0;
    await this.#mayGoOn(takesBytes);

    const tools = { workDir: this.#files.ahead, signal: this.#signal, log: this.#log };
    await this.#soundIfDue(session, lengthMs);
    if (lengthMs < this.#nextTurnMs) return;
    this.#lastMs = lengthMs;
    const ahead = await planAhead(session, await this.#remux(['audio', 'video']), tools);
    if (ahead) await this.#draw(ahead, session);
  }

  #isDue(lengthMs: number): boolean {
    return lengthMs >= nextSoundMs(this.#lastSoundMs) || lengthMs >= this.#nextTurnMs;
  }

  get #nextTurnMs(): number {
    return nextTurnMs(this.#lastMs, this.#options.leastMoreMs);
  }

  async #remux(kinds: readonly MediaKind[]): Promise<RemuxedRecording> {
    const remuxed = await remuxInChild({
      ...{ files: this.#files, outDir: this.#files.ahead, kinds },
      ...{ signal: this.#signal, log: this.#log, onProgress: () => undefined },
      joinGate: (work) => ffmpegSettings.gate.join(work),
    });
    const peerIds = remuxed.takes.map(({ peerId }) => peerId);
    this.#shownPeers = new Set([...(this.#shownPeers ?? []), ...peerIds]);
    return remuxed;
  }

  /** Sound before pictures: people wait for the podcast first. */
  async #soundIfDue({ series }: RecordedSession, lengthMs: number): Promise<void> {
    if (lengthMs < nextSoundMs(this.#lastSoundMs)) return;
    this.#lastSoundMs = lengthMs;
    // Whoever wants voices as they are has them made as a whole.
    if (!series.cleanVoices) return;
    const { takes } = await this.#remux(['audio']);
    // For a while nobody may send anything.
    const durationMs = Math.max(lengthMs, ...takes.map(({ lastMs }) => lastMs));
    this.#lastSoundMs = durationMs;
    await mkdir(this.#slicesDir, { recursive: true });
    const mayGoOn = async (): Promise<void> => {
      const seen = await this.#look();
      if (seen.isOver || this.#lastSoundMs === 0) throw new Stopped();
      await this.#mayGoOn(0);
    };
    const work = { dir: this.#slicesDir, durationMs, takes } as const;
    const made = await makeSound(
      { do: 'prepare', ...work, untilMs: settledSoundMs(durationMs) },
      { signal: this.#signal, log: this.#log, mayGoOn },
    );
    this.#log.info({ ...made, durationMs }, 'sound prepared');
  }

  async #draw(
    { chunks, takes, titles, durationMs }: Ahead,
    session: RecordedSession,
  ): Promise<void> {
    const [signal, log] = [this.#signal, this.#log];
    await mkdir(this.#chunksDir, { recursive: true });
    const { draw } = await openDrawing(
      { takes, titles },
      { workDir: this.#chunksDir, signal, log, store: this.#options.objectStore, isIdle: true },
    );
    const parts: RenderedPart[] = [];
    for (const chunk of chunks) {
      // What somebody took their consent back for is not gone on with.
      const seen = await this.#look();
      if (seen.isOver || this.#lastMs === 0) return;
      await this.#mayGoOn(0);
      await this.#soundIfDue(session, seen.lengthMs);
      for (const part of chunk.parts) parts.push(await draw(part));
    }
    await deleteOthers(this.#chunksDir, parts);
    log.info({ chunks: chunks.length, parts: parts.length, durationMs }, 'chunks prepared');
  }

  /** Reads the timeline. Of people who took their consent back, nothing that was made of them stays. */
  async #look(): Promise<Seen> {
    const events = await this.#timeline.read().catch((error: unknown) => {
      // Its session was deleted.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    if (!events) return { isOver: true, lengthMs: 0 };
    const { zeroUs, takes, refusedPeers } = tellStory(events);
    this.#shownPeers ??= new Set(takes.map(({ start }) => start.peerId));
    const shown = this.#shownPeers;
    if ([...refusedPeers].some((peerId) => shown.has(peerId))) await this.#forget();
    const lastUs = events.reduce((last, { monoUs }) => Math.max(last, monoUs), zeroUs ?? 0);
    return {
      isOver: events.some(({ type }) => type === 'session.end'),
      lengthMs: zeroUs === undefined ? 0 : (lastUs - zeroUs) / 1_000,
    };
  }

  async #forget(): Promise<void> {
    this.#shownPeers = new Set();
    this.#lastMs = 0;
    this.#lastSoundMs = 0;
    await rm(this.#slicesDir, { recursive: true, force: true });
    await rm(this.#files.ahead, { recursive: true, force: true });
    await rm(this.#chunksDir, { recursive: true, force: true });
  }

  /** Waits while live rooms need the machine. Gives all back when the disk has no room to spare for this. */
  async #mayGoOn(neededBytes: number): Promise<void> {
    const { isBusy, reserveBytes, recordingsDir } = this.#options;
    while (isBusy()) await delay(busyMs, undefined, { signal: this.#signal });
    this.#signal.throwIfAborted();
    const free = await (this.#options.freeBytesOf ?? freeBytesOf)(recordingsDir);
    if (free >= 2 * reserveBytes + neededBytes) return;
    await this.#forget();
    throw new GivenUp('The disk has no room for it.');
  }
}
