import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freeBytesOf } from '../../server/platform/free-space.ts';
import type { Logger } from '../../server/platform/log.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { createSerial, type Serial } from '../../server/platform/serial.ts';
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
import { FollowerInChild } from './follow-in-child.ts';
import type { Followed } from './follow-messages.ts';
import { inLine } from './in-line.ts';
import { PictureAhead } from './picture-ahead.ts';
import type { PlannedAhead } from './plan-ahead.ts';
import { seeSession, type SeenSession } from './see-session.ts';
import { nextTurnMs, settledSoundMs } from './when.ts';

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

/** One recording after the other, each kind of work by itself: sound does not wait for a picture. */
export type Lines = { sound: Serial; picture: Serial };

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
  readonly #looking = createSerial();
  readonly #slicesDir: string;
  readonly #log: Logger;
  readonly #follower: FollowerInChild;
  readonly #lines: Lines;
  readonly #picture: PictureAhead;
  /** How long the session was at the last turn. */
  #lastMs = 0;
  /** Of the recording, in what is followed of it. */
  #followedBytes = 0;
  /** Who may be seen or heard in what lies prepared; undefined: anybody, since an earlier run of the hub may have left it. */
  #shownPeers: ReadonlySet<string> | undefined;

  #isLeft = false;

  constructor(
    recordingId: string,
    options: PreparationOptions,
    lines: Lines,
    signal: AbortSignal,
  ) {
    this.#recordingId = recordingId;
    this.#options = options;
    this.#signal = AbortSignal.any([signal, this.#givenUp.signal]);
    this.#files = recordingFiles(options.recordingsDir, recordingId);
    this.#timeline = new TimelineFollower(this.#files.timeline);
    this.#slicesDir = slicesDirOf(this.#files.work);
    this.#log = options.log.child({ recording: recordingId });
    this.#follower = new FollowerInChild(this.#files, this.#signal);
    this.#lines = lines;
    this.#picture = new PictureAhead({
      ...{ workDir: path.join(this.#files.work, chunksStep.name), store: options.objectStore },
      ...{ signal: this.#signal, log: this.#log, line: lines.picture },
      mayGoOn: (stopped) => this.#mayStillGoOn(stopped),
      onFailure: (error) => {
        if (error instanceof GivenUp) this.#givenUp.abort(error);
        else if (!(error instanceof Stopped)) this.#sayNotPrepared(error);
      },
    });
  }

  /** Until the session ends, or the signal aborts; then it rejects, once nothing works on it any more. */
  async run(): Promise<void> {
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
        if (seen.lengthMs >= nextTurnMs(this.#lastMs)) await this.#takeTurn();
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
      await this.#picture.stop();
      await this.#follower.stop();
      await rm(this.#files.ahead, { recursive: true, force: true });
      await this.#lookAndForget();
    }
  }

  /** It could not be ended in time, and others work on the recording: what lies prepared is theirs now. */
  leave(): void {
    this.#isLeft = true;
  }

  async #takeTurn(): Promise<void> {
    try {
      await inLine(this.#lines.sound, this.#signal, () => this.#goOn());
    } catch (error) {
      this.#signal.throwIfAborted();
      if (error instanceof GivenUp) throw error;
      if (error instanceof Stopped) await this.#lookAndForget();
      else this.#sayNotPrepared(error);
    }
  }

  #sayNotPrepared(error: unknown): void {
    this.#log.warn({ err: error }, 'not prepared for now');
  }

  /** Hears what has come, and has drawn what that decides. */
  async #goOn(): Promise<void> {
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
    const followed = await this.#follower.advance();
    if (!followed) return;
    this.#followedBytes = bytes;
    const peerIds = followed.takes.map(({ peerId }) => peerId);
    this.#shownPeers = new Set([...(this.#shownPeers ?? []), ...peerIds]);
    const heard = await this.#hear(session, followed);
    const { withdrawn, clips } = session;
    const chunks = await this.#follower.plan({ ...heard, withdrawn, clips });
    const { takes } = followed;
    if (chunks.length > 0) this.#picture.draw({ chunks, takes, titles: titlesOf(session) });
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
        mayGoOn: () => this.#mayStillGoOn(signal),
      },
    );
    this.#log.info({ ...made, settledMs }, 'sound prepared');
    return { heardMs, stems };
  }

  /** In the middle of a turn. What somebody took their consent back for is not gone on with, and goes once it has stopped. */
  async #mayStillGoOn(signal: AbortSignal): Promise<void> {
    await this.#requireWanted();
    await this.#mayGoOn(0, signal);
  }

  async #requireWanted(): Promise<void> {
    const { isOver, refused } = await this.#look();
    if (isOver || refused.size > 0) throw new Stopped();
  }

  /** Between turns. Of people who took their consent back, nothing that was made of them stays. */
  async #lookAndForget(): Promise<Seen> {
    const seen = await this.#look();
    if (seen.refused.size > 0) await this.#forgetPeople(seen.refused);
    return seen;
  }

  async #look(): Promise<Seen> {
    const { isOver, lengthMs, recordedPeers, refusedPeers } = await this.#looking(() =>
      seeSession(this.#timeline),
    );
    const shown = (this.#shownPeers ??= recordedPeers);
    const refused = new Set([...refusedPeers].filter((peerId) => shown.has(peerId)));
    return { isOver, lengthMs, refused };
  }

  /** What does not show or carry them stays: the next turn, which is due at once, makes the rest without them. */
  async #forgetPeople(peerIds: ReadonlySet<string>): Promise<void> {
    if (this.#isLeft) return;
    await this.#beginAnew();
    await forgetInSlices(this.#slicesDir, peerIds);
    await this.#picture.forget(peerIds);
    const shown = [...(this.#shownPeers ?? [])].filter((peerId) => !peerIds.has(peerId));
    this.#shownPeers = new Set(shown);
  }

  async #forgetAll(): Promise<void> {
    if (this.#isLeft) return;
    await this.#beginAnew();
    this.#shownPeers = new Set();
    await rm(this.#slicesDir, { recursive: true, force: true });
    await this.#picture.forgetAll();
  }

  /** Forgets what was followed, which is everybody's. */
  async #beginAnew(): Promise<void> {
    await this.#picture.stop();
    await this.#follower.stop();
    this.#lastMs = 0;
    this.#followedBytes = 0;
    await rm(this.#files.ahead, { recursive: true, force: true });
  }

  /** Waits while live rooms need the machine. Gives all up when the disk has no room to spare for this. */
  async #mayGoOn(neededBytes: number, signal = this.#signal): Promise<void> {
    const { isBusy, reserveBytes, recordingsDir } = this.#options;
    while (isBusy()) {
      await delay(busyMs, undefined, { signal });
      await this.#requireWanted();
    }
    signal.throwIfAborted();
    const free = await (this.#options.freeBytesOf ?? freeBytesOf)(recordingsDir);
    if (free >= 2 * reserveBytes + neededBytes) return;
    throw new GivenUp(noRoom);
  }
}
