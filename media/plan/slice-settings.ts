import { headroomDb } from './audio-mix.ts';
import { findBleedIn, type Heard } from './bleed.ts';
import { firstMaster, levelStem, loudnessTarget } from './loudness.ts';
import { integrate, type Momentary } from './momentary.ts';
import { nameOverheard, type Overheard } from './overheard.ts';
import type { Stretch } from './stretches.ts';
import { gainHz } from './voice-gain.ts';
import { measureVoice, sentDb } from './voice-level.ts';
import { planVoice, type VoicePlan } from './voice-plan.ts';

/** How loud somebody's sound is as it came, in each slice. */
export type Raw = { peerId: string; raw: readonly Momentary[] };

/** What a finished slice tells of its mix. */
export type MadeMix = {
  settings: SliceSettings;
  /** How loud everybody in it is, as cleaned. */
  voices: Readonly<Record<string, Momentary>>;
  master: Momentary;
};

/** How one person's sound is cleaned. */
export type Judged = Omit<VoicePlan, 'overheard'> & {
  /** False: left as it is. */
  isCleaned: boolean;
  /** As in Voice. */
  noiseDb: number | null;
  hasBleed: boolean;
  overheard: Overheard[];
};

/** What is decided about everybody, from all that is known of the session. */
export type Decisions = {
  voices: Map<string, Judged & { gainDb: number; loudnessLufs: number | null }>;
  screens: Map<string, number>;
  masterDb: number;
};

const asKept = { reduction: undefined, pauseDb: 0, gain: undefined, speaks: true };

/**
 * Decides about everybody by everybody's levels, `levelHz` a second over the whole session. Hours of them take a second: not
 * for a process with live rooms. Whoever is too short to judge is left as they are.
 * @param clean false: everybody is.
 */
export function judgeVoices(
  voices: readonly { peerId: string; levels: Float32Array }[],
  clean: boolean,
): Map<string, Judged> {
  const heard = voices.map(({ levels }): Heard => ({ levels, voice: measureVoice(levels) }));
  const judged = new Map<string, Judged>();
  for (const [at, { peerId }] of voices.entries()) {
    const listener = heard[at];
    const paths = listener ? findBleedIn(listener, heard) : [];
    const plan = planVoice(heard, at, paths);
    const noiseDb = listener?.voice?.noiseDb ?? sentDb;
    const isCleaned = clean && plan !== undefined;
    judged.set(peerId, {
      ...(isCleaned ? plan : asKept),
      isCleaned,
      noiseDb: noiseDb > sentDb ? noiseDb : null,
      hasBleed: paths.length > 0,
      overheard: nameOverheard(plan?.overheard, voices),
    });
  }
  return judged;
}

/**
 * Decides about levels by how loud everything is.
 * @param made what is made of each slice; undefined where nothing is.
 */
export function decide(
  judged: ReadonlyMap<string, Judged>,
  voices: readonly Raw[],
  screens: readonly Raw[],
  made: readonly (MadeMix | undefined)[],
): Decisions {
  const decided: Decisions['voices'] = new Map();
  for (const { peerId, raw } of voices) {
    const judgement = judged.get(peerId);
    if (!judgement) continue;
    const cleaned = made.map((slice) => slice?.voices[peerId] ?? []);
    const lufs = judgement.speaks ? (integrate(cleaned) ?? integrate(raw)) : null;
    decided.set(peerId, { ...judgement, loudnessLufs: lufs, gainDb: levelStem(lufs) });
  }
  const screenGains = new Map(
    screens.map(({ peerId, raw }) => [peerId, levelStem(integrate(raw))]),
  );
  const gains = {
    voices: (peerId: string) => decided.get(peerId)?.gainDb ?? 0,
    screens: (peerId: string) => screenGains.get(peerId) ?? 0,
  };
  const isAnyMade = made.some((slice) => slice !== undefined);
  const mixes = isAnyMade
    ? made.flatMap((slice, at) => (slice ? [toMix(slice, at, screens, gains)] : []))
    : guessMix(voices, screens, gains);
  return {
    voices: decided,
    screens: screenGains,
    masterDb: firstMaster(integrate(mixes)).gainDb,
  };
}

type Gains = Record<'voices' | 'screens', (peerId: string) => number>;
type Levelled = { momentary: Momentary; gainDb: number };

/**
 * How loud a slice's mix would be with these gains. A limiter takes a little: what came out at nearly this gain says how
 * much. What would be levelled otherwise by now is reckoned with, or the master would be wrong by that much, and only the
 * next round would tell.
 */
function toMix(
  { settings, voices, master }: MadeMix,
  at: number,
  screens: readonly Raw[],
  gains: Gains,
): Momentary {
  const levelled = (
    gainOf: (kind: 'voices' | 'screens', of: { peerId: string; gainDb: number }) => number,
  ): number[] =>
    addUp(master.length, [
      ...settings.voices.map((of) => ({
        momentary: voices[of.peerId] ?? [],
        gainDb: gainOf('voices', of),
      })),
      ...settings.screens.map((of) => ({
        momentary: screens.find(({ peerId }) => peerId === of.peerId)?.raw[at] ?? [],
        gainDb: gainOf('screens', of),
      })),
    ]);
  const now = levelled((kind, { peerId }) => gains[kind](peerId));
  const then = levelled((_, { gainDb }) => gainDb);
  return master.map((value, index) => {
    const [louder = 0, before = 0] = [now[index], then[index]];
    const shift = Number.isFinite(louder - before) ? louder - before : 0;
    return value - settings.masterDb + shift;
  });
}

/** What the mix will be about as loud as, where no slice of it is made yet: the sum of what is in it. */
function guessMix(voices: readonly Raw[], screens: readonly Raw[], gains: Gains): Momentary[] {
  const levelled = [
    ...voices.map(({ peerId, raw }) => ({ raw, gainDb: gains.voices(peerId) })),
    ...screens.map(({ peerId, raw }) => ({ raw, gainDb: gains.screens(peerId) })),
  ];
  const slices = Math.max(0, ...levelled.map(({ raw }) => raw.length));
  return Array.from({ length: slices }, (_, slice) => {
    const length = Math.max(0, ...levelled.map(({ raw }) => raw[slice]?.length ?? 0));
    const parts = levelled.map(({ raw, gainDb }) => ({ momentary: raw[slice] ?? [], gainDb }));
    return addUp(length, parts).map((value) => value + headroomDb);
  });
}

/** Of sounds that have nothing to do with each other. */
const addUp = (length: number, parts: readonly Levelled[]): number[] =>
  Array.from({ length }, (_, at) => {
    let power = 0;
    for (const { momentary, gainDb } of parts) {
      power += 10 ** (((momentary[at] ?? -Infinity) + gainDb) / 10);
    }
    return 10 * Math.log10(power);
  });

/** What of the decisions is heard in one slice. */
export type SliceSettings = {
  masterDb: number;
  voices: {
    peerId: string;
    gainDb: number;
    isCleaned: boolean;
    reductionDb: number;
    /** Ten a second, in dB. */
    curve: number[];
  }[];
  screens: { peerId: string; gainDb: number }[];
};

const curveHz = 10;
const perCurve = gainHz / curveHz;
const deepestDb = -60;

export function settingsOf(
  { voices, screens, masterDb }: Decisions,
  own: Stretch,
  present: { voices: readonly string[]; screens: readonly string[] },
): SliceSettings {
  return {
    masterDb,
    voices: present.voices.map((peerId) => {
      const { gainDb = 0, isCleaned = false, reduction, gain } = voices.get(peerId) ?? {};
      const curve = gain ? toCurve(gain, own) : [];
      return { peerId, gainDb, isCleaned, reductionDb: reduction?.reductionDb ?? 0, curve };
    }),
    screens: present.screens.map((peerId) => ({ peerId, gainDb: screens.get(peerId) ?? 0 })),
  };
}

function toCurve(gain: Float32Array, { fromMs, toMs }: Stretch): number[] {
  const curve: number[] = [];
  const end = (toMs * gainHz) / 1_000;
  for (let at = Math.round((fromMs * gainHz) / 1_000); at < end; at += perCurve) {
    const db = 20 * Math.log10(gain[at] ?? 1);
    curve.push(Math.round(10 * Math.max(deepestDb, db)) / 10);
  }
  return curve;
}

/** Differences that nobody hears from one slice to the next. dB; the last one of all values in the mean. */
const alike = { gainDb: 0.5, masterDb: 0.3, reductionDb: 2, curveDb: 0.5 };

/** Whether a slice that was made with these settings is as good as one made with those. */
export function areAlike(made: SliceSettings, wanted: SliceSettings): boolean {
  const near = (a: number, b: number, most: number): boolean => Math.abs(a - b) <= most;
  return (
    near(made.masterDb, wanted.masterDb, alike.masterDb) &&
    made.voices.length === wanted.voices.length &&
    made.screens.length === wanted.screens.length &&
    made.voices.every((voice, at) => {
      const other = wanted.voices[at];
      return (
        other?.peerId === voice.peerId &&
        other.isCleaned === voice.isCleaned &&
        near(voice.gainDb, other.gainDb, alike.gainDb) &&
        near(voice.reductionDb, other.reductionDb, alike.reductionDb) &&
        meanDifference(voice.curve, other.curve) <= alike.curveDb
      );
    }) &&
    made.screens.every((screen, at) => {
      const other = wanted.screens[at];
      return other?.peerId === screen.peerId && near(screen.gainDb, other.gainDb, alike.gainDb);
    })
  );
}

function meanDifference(a: readonly number[], b: readonly number[]): number {
  const count = Math.max(a.length, b.length);
  let sum = 0;
  for (let at = 0; at < count; at += 1) sum += Math.abs((a[at] ?? 0) - (b[at] ?? 0));
  return count > 0 ? sum / count : 0;
}

/** Whether what is published measures what is promised, with a tenth left to the next measuring tool. */
export const isOnTarget = (lufs: number | null, truePeakDb: number | null): boolean =>
  lufs !== null &&
  Math.abs(lufs - loudnessTarget.lufs) <= loudnessTarget.toleranceLu - 0.1 &&
  (truePeakDb ?? -Infinity) <= loudnessTarget.truePeakDbtp;
