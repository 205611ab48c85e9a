import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freeBytesOf } from '../../server/platform/free-space.ts';
import type { Logger } from '../../server/platform/log.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import type { Serial } from '../../server/platform/serial.ts';
import { followedMs } from '../capture/follow-recording.ts';
import { TimelineFollower } from '../capture/timeline-follower.ts';
import { recordingFiles } from '../contract/recording-files.ts';
import { ffmpegSettings } from '../ffmpeg/ffmpeg-settings.ts';
import { killLeftBehind } from '../ffmpeg/kill-left-behind.ts';
import { titlesOf } from '../jobs/arrange-session.ts';
import { chunksStep } from '../steps/chunks.ts';
import { fetchClips } from '../steps/fetch-clip.ts';
import { forgetInSlices } from '../steps/forget-in-slices.ts';
import { listRecording } from '../steps/list-recording.ts';
import { slicesDirOf } from '../steps/slices.ts';
import { makeSound } from '../steps/sound-in-child.ts';
import type { RecordedSession, RecordingRepository } from '../store/recording-repository.ts';
import type { Chunk } from '../plan/chunk-plan.ts';
import { DrawingAhead } from './draw-ahead.ts';
import { FollowerInChild } from './follow-in-child.ts';
import type { Followed } from './follow-messages.ts';
import type { PlannedAhead } from './plan-ahead.ts';
import { seeSession, type SeenSession } from './see-session.ts';
import { leavesOffMs, nextTurnMs, settledSoundMs } from './when.ts';

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
  /** A test's own disk. */
  freeBytesOf?: typeof freeBytesOf;
};

/** There is nothing to be prepared, or no room for it. */
class GivenUp extends Error {
  override readonly name = 'GivenUp';
}

const noRoom = 'The disk has no room for it.';

/** The session is over, or what was made of it is gone: this turn is not gone on with. */
class Stopped extends Error {
  override readonly name = 'Stopped';
}

type Seen = Pick<SeenSession, 'isOver' | 'lengthMs'> & {
  /** Took their consent back, and may be seen or heard in what lies prepared. */
  refused: ReadonlySet<string>;
};

/** The sound and the picture of one recording, made as its session goes on. */
export class Preparation {
  readonly #options: PreparationOptions;
  readonly #recordingId: string;
  readonly #signal: AbortSignal;
  readonly #givenUp = new AbortController();
  readonly #files: ReturnType<typeof recordingFiles>;
  readonly #timeline: TimelineFollower;
  readonly #chunksDir: string;
  readonly #slicesDir: string;
  readonly #log: Logger;
  readonly #follower: FollowerInChild;
  #drawing = new DrawingAhead();
  /** How long the session was at the last turn. */
  #lastMs = 0;
  /** There was more to be drawn when the next turn was due. */
  #isBehind = false;
  /** Of the recording, in what is followed of it. */
  #followedBytes = 0;
  /** Who may be seen or heard in what lies prepared; undefined: anybody, since an earlier run of the hub may have left it. */
  #shownPeers: ReadonlySet<string> | undefined;

  #isLeft = false;

  constructor(recordingId: string, options: PreparationOptions, signal: AbortSignal) {
    this.#recordingId = recordingId;
    this.#options = options;
    this.#signal = AbortSignal.any([signal, this.#givenUp.signal]);
    this.#files = recordingFiles(options.recordingsDir, recordingId);
    this.#timeline = new TimelineFollower(this.#files.timeline);
    this.#chunksDir = path.join(this.#files.work, chunksStep.name);
    this.#slicesDir = slicesDirOf(this.#files.work);
    this.#log = options.log.child({ recording: recordingId });
    this.#follower = new FollowerInChild(this.#files, this.#signal);
  }

  /** Until the session ends, or the signal aborts; then it rejects, once nothing works on it any more. */
  async run(inTurn: Serial): Promise<void> {
    // What stands still for the disk would not come to ask whether it may go on.
    const stopWatching = ffmpegSettings.gate.watch((hold) => {
      if (hold === 'disk') this.#givenUp.abort(new GivenUp(noRoom));
    });
    try {
      await killLeftBehind(this.#files.work);
      for (;;) {
        await delay(this.#options.everyMs ?? everyMs, undefined, { signal: this.#signal });
        const seen = await this.#lookAndForget();
        if (seen.isOver) return;
        if (this.#isDue(seen.lengthMs)) await this.#wait(inTurn);
      }
    } catch (caught) {
      const error: unknown = this.#givenUp.signal.aborted
        ? this.#givenUp.signal.reason
        : caught;
      if (!(error instanceof GivenUp)) throw error;
      await this.#forgetAll();
      this.#log.info({ reason: error.message }, 'nothing is prepared of this session');
    } finally {
      stopWatching();
      await this.#follower.stop();
      await rm(this.#files.ahead, { recursive: true, force: true });
      await this.#lookAndForget();
    }
  }

  /** It could not be ended in time, and others work on the recording: what lies prepared is theirs now. */
  leave(): void {
    this.#isLeft = true;
  }

  /** Takes a turn when those of other recordings are over. Who is told to stop meanwhile does not wait for them. */
  async #wait(inTurn: Serial): Promise<void> {
    const signal = this.#signal;
    let turn: Promise<void> | undefined;
    const inLine = inTurn(() => {
      if (!signal.aborted) turn = this.#takeTurn();
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
      if (error instanceof Stopped) {
        await this.#lookAndForget();
        return;
      }
      this.#log.warn({ err: error }, 'not prepared for now');
    }
  }

  async #takeTurn(): Promise<void> {
    const { recordings } = this.#options;
    const session = await recordings.find(this.#recordingId);
    if (session?.isPractice) throw new GivenUp('It is a practice.');
    // The database learns of a recording a little later where it was away.
    if (!session) return;
    const listing = await listRecording(this.#files);
    const bytes = listing?.files.reduce((sum, file) => sum + file.bytes, 0) ?? 0;
    await this.#mayGoOn(bytes - this.#followedBytes);
    // Only now: it may have stood in line, and waited for live rooms, for minutes.
    const { isOver, lengthMs } = await this.#lookAndForget();
    if (isOver) return;
    this.#lastMs = lengthMs;
    this.#isBehind = false;
    const followed = await this.#follower.advance();
    if (!followed) return;
    this.#followedBytes = bytes;
    const peerIds = followed.takes.map(({ peerId }) => peerId);
    this.#shownPeers = new Set([...(this.#shownPeers ?? []), ...peerIds]);
    // Sound before pictures: people wait for the podcast first.
    const heard = await this.#hear(session, followed);
    const { withdrawn, clips } = session;
    const chunks = await this.#follower.plan({ ...heard, withdrawn, clips });
    if (chunks.length > 0) await this.#draw(chunks, followed, session);
  }

  #isDue(lengthMs: number): boolean {
    return this.#isBehind || lengthMs >= nextTurnMs(this.#lastMs);
  }

  /** Makes the sound that is settled. Gives what it tells of who spoke. */
  async #hear(
    { series, clips }: RecordedSession,
    { settledMs, takes }: Followed,
  ): Promise<Pick<PlannedAhead, 'heardMs' | 'stems'>> {
    const [signal, dir] = [this.#signal, this.#slicesDir];
    await mkdir(dir, { recursive: true });
    await fetchClips(clips, { workDir: dir, store: this.#options.objectStore, signal });
    const { heardMs, stems, ...made } = await makeSound(
      {
        ...{ do: 'prepare', dir, outDir: this.#files.ahead, clips, clean: series.cleanVoices },
        takes: takes.filter(({ kind }) => kind === 'audio'),
        // Of what was followed, which may be longer by now than what was looked at.
        ...{ durationMs: settledMs + followedMs, untilMs: settledSoundMs(settledMs) },
      },
      {
        ...{ signal, log: this.#log },
        mayGoOn: () => this.#mayStillGoOn().then(() => undefined),
      },
    );
    this.#log.info({ ...made, settledMs }, 'sound prepared');
    return { heardMs, stems };
  }

  async #draw(chunks: readonly Chunk[], { takes }: Followed, session: RecordedSession) {
    const untilMs = leavesOffMs(this.#lastMs);
    // At least one part, or turns whose sound takes long would never draw any.
    let isFirst = true;
    const isDone = await this.#drawing.draw(
      chunks,
      { takes, titles: titlesOf(session) },
      {
        ...{ workDir: this.#chunksDir, signal: this.#signal, log: this.#log },
        store: this.#options.objectStore,
        mayGoOn: async () => {
          const { lengthMs } = await this.#mayStillGoOn();
          const goesOn = isFirst || lengthMs < untilMs;
          isFirst = false;
          return goesOn;
        },
      },
    );
    const parts = chunks.reduce((sum, chunk) => sum + chunk.parts.length, 0);
    if (isDone) this.#log.info({ chunks: chunks.length, parts }, 'chunks prepared');
    else this.#isBehind = true;
  }

  /** In the middle of a turn. What somebody took their consent back for is not gone on with, and goes once it has stopped. */
  async #mayStillGoOn(): Promise<Seen> {
    const seen = await this.#look();
    if (seen.isOver || seen.refused.size > 0) throw new Stopped();
    await this.#mayGoOn(0);
    return seen;
  }

  /** Between turns. Of people who took their consent back, nothing that was made of them stays. */
  async #lookAndForget(): Promise<Seen> {
    const seen = await this.#look();
    if (seen.refused.size > 0) await this.#forgetPeople(seen.refused);
    return seen;
  }

  async #look(): Promise<Seen> {
    const { isOver, lengthMs, recordedPeers, refusedPeers } = await seeSession(this.#timeline);
    const shown = (this.#shownPeers ??= recordedPeers);
    const refused = new Set([...refusedPeers].filter((peerId) => shown.has(peerId)));
    return { isOver, lengthMs, refused };
  }

  /** What does not show or carry them stays: the next turn, which is due at once, makes the rest without them. */
  async #forgetPeople(peerIds: ReadonlySet<string>): Promise<void> {
    if (this.#isLeft) return;
    await this.#beginAnew();
    await forgetInSlices(this.#slicesDir, peerIds);
    await this.#drawing.forget(peerIds, this.#chunksDir);
    const shown = [...(this.#shownPeers ?? [])].filter((peerId) => !peerIds.has(peerId));
    this.#shownPeers = new Set(shown);
  }

  async #forgetAll(): Promise<void> {
    if (this.#isLeft) return;
    await this.#beginAnew();
    this.#drawing = new DrawingAhead();
    this.#shownPeers = new Set();
    await rm(this.#slicesDir, { recursive: true, force: true });
    await rm(this.#chunksDir, { recursive: true, force: true });
  }

  /** Forgets what was followed, which is everybody's. */
  async #beginAnew(): Promise<void> {
    await this.#follower.stop();
    this.#lastMs = 0;
    this.#followedBytes = 0;
    await rm(this.#files.ahead, { recursive: true, force: true });
  }

  /** Waits while live rooms need the machine. Gives all up when the disk has no room to spare for this. */
  async #mayGoOn(neededBytes: number): Promise<void> {
    const { isBusy, reserveBytes, recordingsDir } = this.#options;
    while (isBusy()) await delay(busyMs, undefined, { signal: this.#signal });
    this.#signal.throwIfAborted();
    const free = await (this.#options.freeBytesOf ?? freeBytesOf)(recordingsDir);
    if (free >= 2 * reserveBytes + neededBytes) return;
    throw new GivenUp(noRoom);
  }
}
