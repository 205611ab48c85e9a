import { expect, test } from 'vitest';
import {
  areAlike,
  decide as decideFrom,
  isOnTarget,
  judgeVoices,
  settingsOf,
  type MadeMix,
  type Raw,
} from './slice-settings.ts';
import { levelHz } from './levels.ts';

/** Words and pauses in turn, a second each, over a room's noise. */
const talk = (seconds: number, speechDb: number, noiseDb: number): Float32Array =>
  Float32Array.from({ length: seconds * levelHz }, (_, window) => {
    const isWord = Math.floor(window / levelHz) % 2 === 0;
    return (isWord ? speechDb : noiseDb) + (window % 3) / 2;
  });
const momentary = (seconds: number, lufs: number): number[] =>
  Array<number>(seconds * 10).fill(lufs);

type Heard = Raw & { levels: Float32Array };

const known = (peerId: string, lufs: number): Heard => ({
  peerId,
  levels: talk(60, lufs - 3, -75),
  raw: [momentary(30, lufs), momentary(30, lufs)],
});

/** A slice that was made when its voices were given these gains. */
const made = (
  masterLufs: number,
  masterDb: number,
  voices: { peerId: string; lufs: number; gainDb: number }[] = [],
): MadeMix => ({
  settings: {
    masterDb,
    voices: voices.map(({ peerId, gainDb }) => ({
      ...{ peerId, gainDb, isCleaned: true, reductionDb: 0, curve: [] },
    })),
    screens: [],
  },
  voices: Object.fromEntries(voices.map(({ peerId, lufs }) => [peerId, momentary(30, lufs)])),
  master: momentary(30, masterLufs),
});

type Asked = Parameters<typeof decideFrom>;
const decide = (voices: Heard[], screens: Asked[2], slices: Asked[3]) =>
  decideFrom(judgeVoices(voices, true), voices, screens, slices);

test('a person is levelled by what is known of them cleaned, and until then by how they came', () => {
  const cleaned = made(-16, 10, [{ peerId: 'budi', lufs: -27, gainDb: 7 }]);
  const { voices } = decide([known('ani', -30), known('budi', -26)], [], [undefined, cleaned]);
  expect(voices.get('ani')).toMatchObject({ gainDb: 10, isCleaned: true });
  expect(voices.get('budi')).toMatchObject({ gainDb: 7 });
});

test('the master is set by what came out of slices, whatever each was mastered with', () => {
  expect(decide([], [], [made(-18, 10), made(-16, 12)]).masterDb).toBeCloseTo(12, 1);
});

test('… and whatever gains its voices had then: one that is too soft by 2 dB leaves as much less to the master', () => {
  const ani = { peerId: 'ani', lufs: -30, gainDb: 8 };
  const { voices, masterDb } = decide([known('ani', -30)], [], [made(-16, 12, [ani])]);
  expect(voices.get('ani')).toMatchObject({ gainDb: 10 });
  expect(masterDb).toBeCloseTo(10, 1);
  // Beside one whose gain stays, both are as loud by now.
  const beside = [
    { peerId: 'ani', lufs: -28, gainDb: 6 },
    { peerId: 'budi', lufs: -28, gainDb: 8 },
  ];
  const both = decide([known('ani', -28), known('budi', -28)], [], [made(-16, 9, beside)]);
  expect(both.masterDb).toBeCloseTo(9 - 10 * Math.log10(2 / (10 ** -0.2 + 1)), 1);
});

test('where no slice is made yet, the master is guessed from what will be in it', () => {
  const alone = decide([known('ani', -30)], [], []);
  expect(alone.masterDb).toBeCloseTo(12, 1);
  const both = decide([known('ani', -30), known('budi', -26)], [], []);
  expect(both.masterDb).toBeCloseTo(9, 1);
});

const own = { fromMs: 0, toMs: 32_000 };
const present = { voices: ['ani'], screens: ['layar'] };

test('a slice is as good as another when nobody would hear the difference', () => {
  const decisions = decide(
    [known('ani', -30)],
    [{ peerId: 'layar', raw: [momentary(5, -20)] }],
    [],
  );
  const made = settingsOf(decisions, own, present);
  const [voice] = made.voices;
  expect(voice!.curve).toHaveLength(320);
  const withVoice = (changes: Partial<typeof voice>) => ({
    ...made,
    voices: [{ ...voice!, ...changes }],
  });
  const louder = (db: number) => withVoice({ gainDb: voice!.gainDb + db });
  const closed = (count: number) =>
    withVoice({ curve: voice!.curve.map((db, at) => (at < count ? db - 12 : db)) });
  expect(areAlike(made, made)).toBe(true);
  expect(areAlike(made, louder(0.5))).toBe(true);
  expect(areAlike(made, louder(-0.6))).toBe(false);
  expect(areAlike(made, { ...made, masterDb: made.masterDb + 0.31 })).toBe(false);
  expect(areAlike(made, withVoice({ reductionDb: 6 }))).toBe(false);
  expect(areAlike(made, withVoice({ isCleaned: false }))).toBe(false);
  // A word that begins a little earlier; a word that is there or not.
  expect(areAlike(made, closed(6))).toBe(true);
  expect(areAlike(made, closed(16))).toBe(false);
  expect(areAlike(made, { ...made, voices: [] })).toBe(false);
  expect(areAlike(made, { ...made, screens: [{ peerId: 'layar', gainDb: 3 }] })).toBe(false);
});

test('voices that stay as they are are levelled as they came, and judged all the same', () => {
  const ani = { ...known('ani', -30), levels: talk(60, -33, -50) };
  const noisy = judgeVoices([ani], true).get('ani')!;
  expect(noisy).toMatchObject({ isCleaned: true, gain: expect.any(Float32Array) as unknown });
  const kept = judgeVoices([ani], false).get('ani')!;
  const { overheard, hasBleed, noiseDb } = noisy;
  expect(kept).toEqual({
    ...{ isCleaned: false, overheard, hasBleed, noiseDb },
    ...{ reduction: undefined, pauseDb: 0, gain: undefined, speaks: true },
  });
  const decisions = decideFrom(new Map([['ani', kept]]), [ani], [], []);
  expect(settingsOf(decisions, own, present).voices).toEqual([
    { peerId: 'ani', gainDb: 10, isCleaned: false, reductionDb: 0, curve: [] },
  ]);
});

test('on target is what measures within a tenth of the promise', () => {
  expect(isOnTarget(-16.9, -1)).toBe(true);
  expect(isOnTarget(-16.95, -1)).toBe(false);
  expect(isOnTarget(-15, -1.2)).toBe(false);
  expect(isOnTarget(-16, -0.9)).toBe(false);
  expect(isOnTarget(null, null)).toBe(false);
});
