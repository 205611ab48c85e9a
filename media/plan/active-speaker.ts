/** Loudness of one person over the whole session: dBFS, one value per `windowMs`, silence as low as it likes. */
export type Envelope = { peerId: string; levels: ArrayLike<number>; loudnessLufs?: number };

/** From `fromMs` until the next one, this person is the one to look at. */
export type SpeakerCut = { fromMs: number; peerId: string };

export const windowMs = 100;

/** A new speaker must be this much louder than the current one … */
const marginDb = 6;
/** … for this long … */
const provenMs = 800;
/** … and the last cut this long ago. */
const holdMs = 2_500;
/** We know the future: the cut falls before the first word, as an editor would place it. */
const backdateMs = 300;
/** Coughs, laughs and chairs are shorter. */
const shortestSpeechMs = 1_000;
/** Breath between words. */
const breathMs = 400;
/** Relative to the person's own loudness: speech stays above, rooms and keyboards below. */
const speechFloorDb = -20;
/** Whatever the loudness, nobody speaks below this. dBFS. */
const silenceDbfs = -60;

/**
 * Decides who is the active speaker, with hindsight, from the sound alone.
 *
 * Levels are first put relative to each person's own loudness, so that a distant microphone counts as much as a near
 * one. Then, window by window, the loudest person who is really speaking challenges the current one, and wins after
 * `provenMs` of being `marginDb` louder (the quiet current one's level is its floor).
 */
export function findActiveSpeakers(envelopes: readonly Envelope[]): SpeakerCut[] {
  const speakers = envelopes.map((envelope) => ({
    peerId: envelope.peerId,
    levels: toSpeechLevels(envelope),
  }));
  const windows = Math.max(0, ...speakers.map(({ levels }) => levels.length));
  const level = (peerId: string, window: number): number =>
    speakers.find((speaker) => speaker.peerId === peerId)?.levels[window] ?? -Infinity;
  const silent = (peerId: string, window: number): boolean =>
    level(peerId, window) === -Infinity;

  const cuts: SpeakerCut[] = [];
  let challenger: { peerId: string; since: number } | undefined;
  for (let window = 0; window < windows; window += 1) {
    const current = cuts.at(-1);
    const bar = current ? level(current.peerId, window) + marginDb : -Infinity;
    // Whoever is being proven stays so while loud enough: two people answering at once must not cancel each other.
    if (
      !challenger ||
      level(challenger.peerId, window) < bar ||
      silent(challenger.peerId, window)
    ) {
      const loudest = findLoudest(speakers, window);
      const dares = loudest && loudest.peerId !== current?.peerId && loudest.level >= bar;
      challenger = dares ? { peerId: loudest.peerId, since: window } : undefined;
    }
    if (!challenger) continue;

    const proven = (window + 1 - challenger.since) * windowMs >= provenMs;
    const held = !current || (window + 1) * windowMs - current.fromMs >= holdMs;
    if (!proven || !held) continue;
    const onsetMs = challenger.since * windowMs - backdateMs;
    const earliestMs = current ? current.fromMs + holdMs : 0;
    cuts.push({ fromMs: Math.max(onsetMs, earliestMs), peerId: challenger.peerId });
    challenger = undefined;
  }
  return cuts;
}

function findLoudest(
  speakers: readonly { peerId: string; levels: Float32Array }[],
  window: number,
): { peerId: string; level: number } | undefined {
  let loudest: { peerId: string; level: number } | undefined;
  for (const { peerId, levels } of speakers) {
    const level = levels[window] ?? -Infinity;
    if (level > (loudest?.level ?? -Infinity)) loudest = { peerId, level };
  }
  return loudest;
}

/** Levels relative to the person's loudness where the person speaks, -Infinity everywhere else. */
function toSpeechLevels({ levels, loudnessLufs }: Envelope): Float32Array {
  const own = loudnessLufs !== undefined && loudnessLufs > -50 ? loudnessLufs : -23;
  const speech = new Float32Array(levels.length).fill(-Infinity);
  for (const run of findSpeechRuns(levels, own)) {
    let spoken = speechFloorDb;
    for (let window = run.from; window < run.to; window += 1) {
      const relative = (levels[window] ?? -Infinity) - own;
      // A breath keeps the level of the word before it: nobody loses the floor by inhaling.
      if (relative > speechFloorDb) spoken = relative;
      speech[window] = spoken;
    }
  }
  return speech;
}

/** Runs of windows in which somebody speaks: breaths bridged, coughs dropped. */
export function findSpeechRuns(
  levels: ArrayLike<number>,
  loudnessLufs: number,
): { from: number; to: number }[] {
  const floor = Math.max(silenceDbfs, loudnessLufs + speechFloorDb);
  const runs: { from: number; to: number }[] = [];
  for (let window = 0; window < levels.length; window += 1) {
    if (!((levels[window] ?? -Infinity) > floor)) continue;
    const last = runs.at(-1);
    if (last && (window - last.to) * windowMs <= breathMs) last.to = window + 1;
    else runs.push({ from: window, to: window + 1 });
  }
  return runs.filter(({ from, to }) => (to - from) * windowMs >= shortestSpeechMs);
}
