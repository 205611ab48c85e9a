import type { Logger } from '../../server/platform/log.ts';
import { inLanes } from '../ffmpeg/in-lanes.ts';
import {
  areAlike,
  decide,
  settingsOf,
  type Decisions,
  type Judged,
  type MadeMix,
  type Raw,
  type SliceSettings,
} from '../plan/slice-settings.ts';
import type { Stretch } from '../plan/stretches.ts';

/**
 * Each round tells what the next one needs: what is missing; how loud voices are as cleaned; what the limiter takes; and once
 * more. One more is worth less than half of what the whole at once would take.
 */
const usualRounds = 4;
/** What was heard before is made again in this share of the time. */
const againShare = 0.4;

/** What is settled: everybody's sound in each slice, and what is made of it so far. */
export type Settleable<Made extends MadeMix> = {
  judged: ReadonlyMap<string, Judged>;
  voices: readonly Raw[];
  screens: readonly Raw[];
  slices: readonly {
    own: Stretch;
    /** Of all that is encoded of it. */
    lengthMs: number;
    /** Who is in it. */
    present: Record<'voices' | 'screens', readonly string[]>;
  }[];
  made: readonly (Made | undefined)[];
};

export type Settled<Made> = {
  made: Made[];
  decisions: Decisions;
  /** How many had to be made. */
  rendered: number;
  /** Some are not as they would be decided now: more rounds were not asked for. */
  isSettled: boolean;
};

/**
 * Has slices made that are missing, or were made with decisions that nobody would make now. Undefined when they are too
 * many.
 */
export async function settleRounds<Made extends MadeMix>(
  { judged, voices, screens, slices, made: before }: Settleable<Made>,
  render: (index: number, decisions: Decisions, settings: SliceSettings) => Promise<Made>,
  {
    rounds: wanted = usualRounds,
    mostToRender,
    atOnce,
    log,
  }: {
    rounds?: number | undefined;
    /** More than these would not be worth it. */
    mostToRender: number;
    /** How many are made at a time. */
    atOnce: number;
    log: Logger;
  },
): Promise<Settled<Made> | undefined> {
  const made = [...before];
  // Of a mix that was never made, only a guess is known.
  const isFirst = made.every((slice) => slice === undefined);
  const rounds = wanted + Number(isFirst);
  let rendered = 0;
  for (let round = 1; ; round += 1) {
    const decisions = decide(judged, voices, screens, made);
    const stale = slices
      .flatMap(({ own, present, lengthMs }, index) => {
        const settings = settingsOf(decisions, own, present);
        const slice = made[index];
        return slice && areAlike(slice.settings, settings) ? [] : { index, settings, lengthMs };
      })
      // Begun last, a long one would be waited for alone.
      .toSorted((a, b) => b.lengthMs - a.lengthMs);
    const missing = stale.filter(({ index }) => made[index] === undefined);
    const effort = missing.length + againShare * (stale.length - missing.length);
    if (round === 1 && effort > mostToRender) return undefined;
    log.debug({ round, stale: stale.length, slices: slices.length }, 'slices decided');
    if (stale.length === 0 || round > rounds) {
      const isSettled = stale.length === 0;
      return { made: made as Made[], decisions, rendered, isSettled };
    }
    // What is missing tells more of the whole: the others are judged after that, where there is a next round.
    await inLanes(
      round < rounds && missing.length > 0 ? missing : stale,
      async ({ index, settings }) => {
        made[index] = await render(index, decisions, settings);
        rendered += 1;
      },
      undefined,
      atOnce,
    );
  }
}
