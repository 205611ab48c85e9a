import { levelHz, meanDb } from './levels.ts';
import type { Stretch } from './stretches.ts';

/** What a stem's levels tell of the person and of the room they sit in. dBFS. */
export type VoiceLevel = {
  /** Of the words themselves, pauses left out. */
  speechDb: number;
  /** Of what is heard while nobody speaks. */
  noiseDb: number;
  /** The longest time with nothing but that noise, when there is one long enough to learn it from. */
  quiet: Stretch | undefined;
};

/** Below this nothing was sent, or a phone sent silence. dBFS. */
export const sentDb = -90;
/** Windows. */
const away = levelHz;
/** In a word too there are moments of silence; this long there are none. Windows. */
const pause = Math.round(0.12 * levelHz);
/** Pauses take this share of the time, however fast someone talks. */
const pauseShare = 0.03;
/** Words stand out of the noise by this much at least … */
const aboveNoiseDb = 10;
/** … and a person's soft words are this much softer than usual: what is below is a breath, or somebody else. */
const softDb = 10;
/** Noise rises and falls by this much by itself. */
const noiseSpreadDb = 4;
const shortestQuietMs = 400;
const longestQuietMs = 1_500;
/** Away from the edges of words, and of what was not sent. */
const quietEdgeMs = 60;

/**
 * @param hushed where it was made silent afterwards: nothing of the room is learned there.
 * @returns undefined where less than two seconds were sent.
 */
export function measureVoice(
  levels: Float32Array,
  hushed: readonly Stretch[] = [],
): VoiceLevel | undefined {
  const sent = levels.filter((db) => db > sentDb).toSorted();
  if (sent.length < 2 * levelHz) return undefined;
  const noiseDb = findNoise(levels, hushed);
  const louder = sent.filter((db) => db > noiseDb + aboveNoiseDb);
  const bar = meanDb(louder) - softDb;
  const spoken = louder.filter((db) => db > bar);
  return {
    speechDb: spoken.length > 0 ? meanDb(spoken) : meanDb(sent),
    noiseDb,
    quiet: findQuiet(levels, noiseDb),
  };
}

/** The level that whole pauses stay below. */
function findNoise(levels: Float32Array, hushed: readonly Stretch[]): number {
  const present = markPresent(levels);
  for (const { fromMs, toMs } of hushed) {
    present.fill(0, (fromMs * levelHz) / 1_000, (toMs * levelHz) / 1_000);
  }
  const there = levels.filter((_, window) => present[window] === 1);
  const loudest = there.map((_, window) => {
    let most = sentDb;
    const end = Math.min(there.length, window + pause);
    for (let at = window; at < end; at += 1) most = Math.max(most, there[at] ?? sentDb);
    return most;
  });
  loudest.sort();
  return loudest[Math.floor(loudest.length * pauseShare)] ?? sentDb;
}

/** 1 for each window in which the microphone was there: a second without anything is a mute, or somebody away. */
export function markPresent(levels: Float32Array): Uint8Array {
  const present = new Uint8Array(levels.length).fill(1);
  let from = 0;
  for (let window = 0; window <= levels.length; window += 1) {
    if ((levels[window] ?? 0) <= sentDb) continue;
    if (window - from >= away) present.fill(0, from, window);
    from = window + 1;
  }
  return present;
}

function findQuiet(levels: Float32Array, noiseDb: number): Stretch | undefined {
  let longest = { from: 0, to: 0 };
  let from = 0;
  for (let window = 0; window <= levels.length; window += 1) {
    const level = levels[window] ?? Infinity;
    if (level > sentDb && level < noiseDb + noiseSpreadDb) continue;
    if (window - from > longest.to - longest.from) longest = { from, to: window };
    from = window + 1;
  }
  const fromMs = (longest.from * 1_000) / levelHz + quietEdgeMs;
  const toMs = (longest.to * 1_000) / levelHz - quietEdgeMs;
  return toMs - fromMs < shortestQuietMs
    ? undefined
    : { fromMs, toMs: Math.min(toMs, fromMs + longestQuietMs) };
}
