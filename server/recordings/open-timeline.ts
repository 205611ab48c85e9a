import { readTimeline, TimelineLog } from '../../media/capture/timeline-log.ts';
import { findWithoutRoom } from '../../media/capture/without-room.ts';
import type { recordingFiles } from '../../media/contract/recording-files.ts';
import type { TimelineEntry, TimelineEvent } from '../../media/contract/timeline.ts';
import type { Clock } from '../platform/clock.ts';
import type { Scope } from '../platform/scope.ts';
import { MediaKind } from '../protocol/words.ts';
import { settleFiles } from './finish-recording.ts';
import { projectTimeline } from './project-timeline.ts';
import type { RecordingProjection } from './recording-repository.ts';
import { isToCompare } from './refused-takes.ts';
import type { WriteBehind } from './write-behind.ts';

/** Events that the database's projection is made of, or that settling the files needs. */
const projected = new Set<TimelineEvent['type']>([
  'session.start',
  'record.on',
  'record.off',
  'consent',
  'take.start',
  'take.end',
  'session.end',
]);

type Options = {
  files: ReturnType<typeof recordingFiles>;
  store: WriteBehind<RecordingProjection>;
  clock: Clock;
  scope: Scope;
};

/** The timeline of a recording on air: first the disk, then, in the background, the database. */
export class OpenTimeline {
  readonly #timeline: TimelineLog;
  readonly #files: Options['files'];
  readonly #store: Options['store'];
  readonly #events: TimelineEvent[];
  /** What the disk had no room for where the timeline breaks off. */
  readonly fullFor: readonly MediaKind[];
  #isRefused = false;

  private constructor(
    timeline: TimelineLog,
    events: TimelineEvent[],
    { files, store }: Options,
  ) {
    this.#timeline = timeline;
    this.#events = events.filter(({ type }) => projected.has(type));
    this.fullFor = MediaKind.options.filter(
      (kind) => findWithoutRoom(kind, events).at(-1)?.toUs === Infinity,
    );
    this.#files = files;
    this.#store = store;
  }

  static async open(options: Options): Promise<OpenTimeline> {
    const timeline = await TimelineLog.open(options.files.timeline, options.clock);
    options.scope.defer('timeline', () => timeline.close());
    // None yet, unless it was begun before.
    const { events } = await readTimeline(options.files.timeline);
    return new OpenTimeline(timeline, events, options);
  }

  get isBegun(): boolean {
    return this.#events.some(({ type }) => type === 'session.start');
  }

  /** What comes now counts: it is between a record.on and a record.off. */
  get isOn(): boolean {
    const last = this.#events.findLast(({ type }) => /^record\.(on|off)$/.test(type));
    return last?.type === 'record.on';
  }

  get isEnded(): boolean {
    return this.#events.some(({ type }) => type === 'session.end');
  }

  /** When it first went on air; undefined when it has not. */
  get startedAt(): Date | undefined {
    const start = this.#events.find(({ type }) => type === 'record.on');
    return start && new Date(start.wallMs);
  }

  /** The disk refused the last event. */
  get isFailing(): boolean {
    return this.#isRefused;
  }

  /** The database did not take its projection yet, and gets it later. */
  get isBehind(): boolean {
    return this.#store.isFailing;
  }

  /** The database has another recording of this session: another hub was faster. */
  get isElsewhere(): boolean {
    return this.#store.isRefused;
  }

  /** Resolves when the event is on disk. */
  async append(entry: TimelineEntry): Promise<void> {
    const event = await this.#timeline.append(entry).catch((error: unknown) => {
      this.#isRefused = true;
      throw error;
    });
    this.#isRefused = false;
    if (!projected.has(event.type)) return;
    this.#events.push(event);
    // Whether an ended recording has anything in it is not known yet: `settle` finds out.
    if (event.type === 'session.end') return;
    const projection = projectTimeline(this.#events, false);
    if (projection) this.#store.put(projection);
  }

  /**
   * After session.end: puts the files in order and hands the recording on. False, and nothing is done, where microphones
   * are to be compared first: that takes its time.
   */
  async settle(): Promise<boolean> {
    if (await isToCompare(this.#files, this.#events)) return false;
    const projection = await settleFiles(this.#files, this.#events);
    if (projection) this.#store.put(projection);
    return true;
  }

  /** Waits for the database, but no longer than this. */
  stored(withinMs: number): Promise<void> {
    return this.#store.settled(withinMs);
  }
}
