import { mkdir } from 'node:fs/promises';
import type { recordingFiles } from '../contract/recording-files.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { TimelineEvent } from '../contract/timeline.ts';
import { dateTakes } from './date-takes.ts';
import { FollowedTake } from './follow-take.ts';
import { tellStory } from './session-story.ts';
import type { TakeSurvey } from './survey-take.ts';
import { TimelineFollower } from './timeline-follower.ts';

/** A date is the median of nine reports, of which sound has one each 2.5 to 7.5 s: four more decide it within this time. */
const settlesUs = 31_000_000;
/** What was captured in this time may still be on its way, or waited for (see ReorderBuffer), or overtaken (see TakeTrack). */
const arrivesUs = 6_000_000;

/** How far what is settled of a recording stays behind it. */
export const followedMs = (settlesUs + arrivesUs) / 1_000;

type Options = {
  files: ReturnType<typeof recordingFiles>;
  /** Gets a file for each take. */
  outDir: string;
  /** Told after each block that is read. Throws when it is to be given up. */
  onBlock: () => void;
};

/** A recording that goes on. */
export type FollowedRecording = {
  /** The recording's zero on CLOCK_MONOTONIC. */
  zeroUs: number;
  /** Up to here, on the session clock, takes are as they will be when it is over. */
  settledMs: number;
  takes: RemuxedTake[];
  events: readonly TimelineEvent[];
};

/**
 * What remuxRecording makes of a recording that is over, of one that goes on: every byte of it is read twice and written
 * once, however often one asks. It stays behind by what dates need to settle; what is in its files by then is as it will be
 * at the end (and where a clock turns out otherwise after all, a file begins anew).
 */
export class RecordingFollower {
  readonly #options: Options;
  readonly #timeline: TimelineFollower;
  readonly #takes = new Map<string, FollowedTake>();

  constructor(options: Options) {
    this.#options = options;
    this.#timeline = new TimelineFollower(options.files.timeline);
  }

  /** Reads on. Undefined before the first `record.on`. One call at a time. */
  async advance(): Promise<FollowedRecording | undefined> {
    const { files, outDir, onBlock } = this.#options;
    const events = await this.#timeline.read();
    const { zeroUs, ranges, takes, refusedPeers } = tellStory(events);
    if (zeroUs === undefined) return undefined;
    await mkdir(outDir, { recursive: true });
    const allowed = takes.filter(({ start }) => !refusedPeers.has(start.peerId));
    await this.#drop(new Set(allowed.map(({ start }) => start.takeId)));

    const surveys = new Map<string, Omit<TakeSurvey, 'segments'>>();
    for (const { start } of allowed) {
      const { takeId } = start;
      const take =
        this.#takes.get(takeId) ??
        new FollowedTake({ takeDir: files.take(takeId), outDir, onBlock });
      this.#takes.set(takeId, take);
      const survey = await take.survey();
      if (survey) surveys.set(takeId, survey);
    }
    const { offsets, clockOf } = dateTakes([...surveys.values()]);
    const untilUs = newestOf(events, surveys) - settlesUs;
    const endUs = Math.min(untilUs - arrivesUs, ranges.at(-1)?.toUs ?? zeroUs);
    const settledMs = Math.max(0, Math.floor((endUs - zeroUs) / 1_000));
    const remuxed: RemuxedTake[] = [];
    for (const story of allowed) {
      const survey = surveys.get(story.start.takeId);
      if (!survey) continue;
      const offsetUs = offsets.get(survey.meta.workerPid);
      const take = await this.#takes.get(story.start.takeId)?.remux({
        ...{ story, clock: clockOf(survey), offsetUs, zeroUs, ranges },
        ...{ untilUs, settledMs },
      });
      if (take) remuxed.push(take);
    }
    return { zeroUs, settledMs, takes: remuxed, events };
  }

  /** Whose owner has taken their consent back. */
  async #drop(allowed: ReadonlySet<string>): Promise<void> {
    for (const [takeId, take] of this.#takes) {
      if (allowed.has(takeId)) continue;
      this.#takes.delete(takeId);
      await take.abandon();
    }
  }
}

/** For a while nobody may send anything, or nothing may happen. */
function newestOf(
  events: readonly TimelineEvent[],
  surveys: ReadonlyMap<string, Pick<TakeSurvey, 'lastMonoUs'>>,
): number {
  const arrivals = [...surveys.values()].map(({ lastMonoUs }) => lastMonoUs);
  return [...events.map(({ monoUs }) => monoUs), ...arrivals].reduce(
    (a, b) => Math.max(a, b),
    0,
  );
}
