/** What the podcast is made to measure, after encoding. */
export const loudnessTarget = {
  /** Apple's recommendation for podcasts; EBU R128 integrated loudness. */
  lufs: -16,
  toleranceLu: 1,
  /** Nothing above this after a lossy encoder. */
  truePeakDbtp: -1,
  /** Every speaker is brought to this before mixing. */
  speakerLufs: -20,
} as const;

/** Gains that lift a whisper lift what noise is left too: more than this is never added, or taken. */
const largestGainDb = 30;
/** Below this there is only noise: nothing to bring up. */
const silenceLufs = -60;

/** EBU R128 as ffmpeg measures it. */
export type Loudness = {
  /** Integrated, LUFS; null where there was nothing above the gate. */
  lufs: number | null;
  /** dBTP; null when not measured, or nothing but silence. */
  truePeakDb: number | null;
};

/** Measures what passes, and tells at the end. Goes with parseLoudness. */
export const measureFilter = 'ebur128=framelog=verbose';
export const measureWithPeakFilter = 'ebur128=peak=true:framelog=verbose';

/** Reads the summary that ffmpeg's ebur128 filter ends with. Throws when there is none. */
export function parseLoudness(stderr: string): Loudness {
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
  const lufs = /\bI:\s+(-?[\d.]+|-?inf|nan) LUFS/.exec(summary)?.[1];
  if (lufs === undefined) throw new Error('ffmpeg measured no loudness');
  const peak = /\bPeak:\s+(-?[\d.]+|-?inf|nan) dBFS/.exec(summary)?.[1];
  const integrated = Number(lufs);
  return {
    // -70 is where R128's absolute gate lies: nothing passed it.
    lufs: Number.isFinite(integrated) && integrated > -70 ? integrated : null,
    truePeakDb: peak !== undefined && Number.isFinite(Number(peak)) ? Number(peak) : null,
  };
}

/** The gain in dB that makes everyone equally loud, within +-30 dB. */
export function levelStem(lufs: number | null): number {
  if (lufs === null || lufs < silenceLufs) return 0;
  const wanted = loudnessTarget.speakerLufs - lufs;
  return round(Math.max(-largestGainDb, Math.min(largestGainDb, wanted)));
}

/** How the mix is mastered, and how an encoded file is corrected. */
export type MasterSettings = { gainDb: number; limitDb: number };

/** Encoders overshoot by some tenths: the limiter stands half a dB below what is allowed. */
export const limiterDb: number = loudnessTarget.truePeakDbtp - 0.5;
const largestMasterGainDb = 30;
/** A limiter that takes more than this away would be heard. */
const largestMakeUpDb = 6;

export function firstMaster(lufs: number | null): MasterSettings {
  if (lufs === null || lufs < silenceLufs) return { gainDb: 0, limitDb: limiterDb };
  return {
    gainDb: round(Math.min(largestMasterGainDb, loudnessTarget.lufs - lufs)),
    limitDb: limiterDb,
  };
}

/**
 * The next try, from what came out of this one; undefined when it is good, or as good as it gets. `toleranceLu` is
 * tighter for the master than for what encoders make of it.
 */
export function correctMaster(
  made: Loudness,
  settings: MasterSettings,
  first: MasterSettings,
  toleranceLu: number,
): MasterSettings | undefined {
  if (made.lufs === null) return undefined;
  const offLu = loudnessTarget.lufs - made.lufs;
  const overDb = (made.truePeakDb ?? -Infinity) - loudnessTarget.truePeakDbtp;
  const gainDb =
    Math.abs(offLu) > toleranceLu
      ? Math.min(settings.gainDb + offLu, first.gainDb + largestMakeUpDb)
      : settings.gainDb;
  const limitDb = overDb > 0 ? settings.limitDb - overDb - 0.2 : settings.limitDb;
  const next = { gainDb: round(gainDb), limitDb: round(limitDb) };
  return next.gainDb === settings.gainDb && next.limitDb === settings.limitDb
    ? undefined
    : next;
}

/** Gain, then a limiter that sees the peaks between samples: it runs at 192 kHz. */
export function masterFilters({ gainDb, limitDb }: MasterSettings): string[] {
  return [
    `volume=${gainDb}dB`,
    'aresample=192000',
    // level=0: no make-up gain of its own. latency=1: what it looked ahead is not heard as delay.
    `alimiter=level=0:latency=1:attack=5:release=50:limit=${toLinear(limitDb)}`,
    'aresample=48000',
  ];
}

/** Amplitude of a level in dBFS. */
export const toLinear = (db: number): number => Number((10 ** (db / 20)).toFixed(6));

const round = (db: number): number => Math.round(db * 100) / 100;
