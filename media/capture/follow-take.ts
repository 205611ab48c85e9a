import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { ClockMap } from './clock-map.ts';
import { describeTake, TakeRemuxer } from './remux-take.ts';
import { listSegments, readOn, type LogPosition } from './rtp-log-reader.ts';
import type { Range, TakeStory } from './session-story.ts';
import { addTo, type Survey, type TakeSurvey } from './survey-take.ts';

const beginning: LogPosition = { segment: 0, byte: 0 };

type Options = {
  takeDir: string;
  /** Gets the file to make, and to go on with. */
  outDir: string;
  /** Told after each block that is read. Throws when it is to be given up. */
  onBlock: () => void;
};

type Until = {
  story: TakeStory;
  clock: ClockMap;
  /** Of its worker, which the clock is made with. */
  offsetUs: number | undefined;
  zeroUs: number;
  ranges: readonly Range[];
  /** Nothing that arrived after this. */
  untilUs: number;
  /** All of this session time has arrived by then. */
  settledMs: number;
};

/** A take that goes on. Its log is read twice, as it grows: up to its end for what dates it, and later for what is in it. */
export class FollowedTake {
  readonly #options: Options;
  #survey: Survey | undefined;
  #surveyed = beginning;
  #remuxed = beginning;
  #remuxer: TakeRemuxer | undefined;
  #file: string | undefined;
  /** What its file was dated with. */
  #offsetUs: number | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Reads what has come. Undefined while there is not one packet. */
  async survey(): Promise<Omit<TakeSurvey, 'segments'> | undefined> {
    const { takeDir, onBlock } = this.#options;
    for await (const { records, next } of readOn(await listSegments(takeDir), this.#surveyed)) {
      this.#survey = addTo(this.#survey, records);
      this.#surveyed = next;
      onBlock();
    }
    return this.#survey?.result();
  }

  /** Brings its file up to a moment. Undefined while it has nothing that may be used. */
  async remux({
    untilUs,
    settledMs,
    offsetUs,
    ...dating
  }: Until): Promise<RemuxedTake | undefined> {
    const survey = this.#survey?.result();
    if (!survey) return undefined;
    const { takeDir, outDir, onBlock } = this.#options;
    // What was dated before its clock, or that of its worker, was known. It is rare, and made anew.
    const isDated = offsetUs === this.#offsetUs && this.#remuxer?.isDatedBy(dating.clock);
    if (!isDated) await this.abandon();
    this.#offsetUs = offsetUs;
    // Each beginning has a name of its own: somebody may still read what was made before.
    const file = (this.#file ??= path.join(
      outDir,
      `${path.basename(takeDir)}-${randomUUID()}.mkv`,
    ));
    const { codec } = survey.meta;
    this.#remuxer ??= new TakeRemuxer({ codec, file, zeroUs: dating.zeroUs });
    for await (const { records, next } of readOn(await listSegments(takeDir), this.#remuxed)) {
      if (records.some(({ monoUs }) => monoUs > untilUs)) break;
      await this.#remuxer.push(records, dating);
      this.#remuxed = next;
      onBlock();
    }
    const isOver = dating.story.endUs <= untilUs;
    if (isOver) await this.#remuxer.flush(dating);
    const counted = await this.#remuxer.track.soFar(isOver ? Infinity : settledMs);
    if (!counted) return undefined;
    const health = { lostPackets: this.#remuxer.lostPackets, damagedBytes: 0 };
    return describeTake({ ...dating, survey, file }, { ...counted, ...health });
  }

  async abandon(): Promise<void> {
    await this.#remuxer?.abandon();
    this.#remuxer = undefined;
    this.#remuxed = beginning;
    if (this.#file !== undefined) await rm(this.#file, { force: true });
    this.#file = undefined;
  }
}
