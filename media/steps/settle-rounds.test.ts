import { expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { headroomDb } from '../plan/audio-mix.ts';
import { loudnessTarget } from '../plan/loudness.ts';
import { integrate } from '../plan/momentary.ts';
import {
  areAlike,
  settingsOf,
  type Decisions,
  type Judged,
  type MadeMix,
  type SliceSettings,
} from '../plan/slice-settings.ts';
import { planSlices, sliceMs } from '../plan/sound-grid.ts';
import { settleRounds } from './settle-rounds.ts';

/** One person in eight slices, as they came. LUFS. */
const rawLufs = -30;
/** What cleaning takes from it. */
const noiseDb = 3;
const slices = planSlices(8 * sliceMs);
/** It brings an outro along. */
const longest = slices.length - 1;
const momentary = (lufs: number): number[] => Array<number>(320).fill(lufs);

const judged: Judged = {
  ...{ pauseDb: 0, gain: undefined, speaks: true, isCleaned: true },
  reduction: { reductionDb: 12, noiseDb: -50, learnFrom: { fromMs: 0, toMs: 900 } },
  ...{ noiseDb: -50, hasBleed: false, overheard: [] },
};

/** Mixes and masters one voice, with a limiter that takes a share of what is above -20. */
function mix(lufs: number, settings: SliceSettings, share: number): MadeMix {
  const loud = lufs + (settings.voices[0]?.gainDb ?? 0) + headroomDb + settings.masterDb;
  const master = momentary(loud - share * Math.max(0, loud + 20));
  return { settings, voices: { ani: momentary(lufs) }, master };
}

const settle = (
  made: (MadeMix | undefined)[],
  voice: Judged,
  share: number,
  onRender: (index: number) => void = () => undefined,
) => {
  const render = (index: number, _: Decisions, settings: SliceSettings) => {
    onRender(index);
    const lufs = rawLufs - (voice.isCleaned ? noiseDb : 0);
    return Promise.resolve(mix(lufs, settings, share));
  };
  return settleRounds(
    {
      judged: new Map([['ani', voice]]),
      ...{
        voices: [{ peerId: 'ani', raw: slices.map(() => momentary(rawLufs)) }],
        screens: [],
      },
      slices: slices.map(({ own, encoded }, index) => ({
        ...{ own, lengthMs: encoded.toMs - encoded.fromMs + (index === longest ? 20_000 : 0) },
        present: { voices: ['ani'], screens: [] },
      })),
      made,
    },
    render,
    { mostToRender: Infinity, atOnce: 3, log: silentLog },
  );
};

test.each([
  // What is missing; all, cleaned; all, as loud as they are by now.
  { limiter: 'none', share: 0, rendered: 5 + 8 + 8 },
  { limiter: 'one that takes much', share: 0.3, rendered: 5 + 8 + 8 + 8 },
])(
  'who is judged only after the end is settled all the same: limiter $limiter',
  async ({ share, rendered }) => {
    const unjudged: Judged = { ...judged, reduction: undefined, isCleaned: false };
    const live = await settle([], unjudged, share);
    expect(live).toMatchObject({ isSettled: true });
    const before = slices.map((_, index) => (index < 3 ? live!.made[index] : undefined));

    const settled = await settle(before, judged, share);
    expect(settled).toMatchObject({ isSettled: true, rendered });
    const { made, decisions } = settled!;
    expect(decisions.voices.get('ani')!.gainDb).toBe(
      loudnessTarget.speakerLufs - (rawLufs - noiseDb),
    );
    for (const [index, { settings }] of made.entries()) {
      const present = { voices: ['ani'], screens: [] };
      expect(areAlike(settings, settingsOf(decisions, slices[index]!.own, present))).toBe(true);
    }
    const lufs = integrate(made.map(({ master }) => master))!;
    expect(Math.abs(lufs - loudnessTarget.lufs)).toBeLessThan(0.5);
  },
);

test('the longest is begun first', async () => {
  const begun: number[] = [];
  await settle([], judged, 0, (index) => begun.push(index));
  expect(begun[0]).toBe(longest);
});
