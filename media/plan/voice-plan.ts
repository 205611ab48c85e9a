import { findBleed, markBleed, type BleedPath, type Heard } from './bleed.ts';
import { planNoise, speechContrastDb, type NoiseReduction } from './clean-voice.ts';
import { findOverheard, type OverheardFrom } from './overheard.ts';
import { joinStretches, type Stretch } from './stretches.ts';
import { findOwnSpeech, planGain, type Run } from './voice-gain.ts';

export type VoicePlan = {
  reduction: NoiseReduction | undefined;
  /** 0 or below. */
  pauseDb: number;
  /** `gainHz` a second over the whole session; undefined where nothing would change. */
  gain: Float32Array<ArrayBuffer> | undefined;
  /** False: nothing that was heard is this person's own. */
  speaks: boolean;
  overheard: OverheardFrom[];
};

/**
 * How one person's sound is cleaned, decided from everyone's over the whole session. Undefined where it is too short to
 * judge: a cough, or nothing.
 */
export function planVoice(
  heard: readonly Heard[],
  at: number,
  paths: readonly BleedPath[],
): VoicePlan | undefined {
  const { levels, voice } = heard[at] ?? {};
  if (!levels || !voice) return undefined;
  const bleed = markBleed(levels, paths, heard);
  const { reduction, pauseDb } = planNoise(voice);
  const isEven = voice.speechDb - voice.noiseDb < speechContrastDb;
  const speech: Run[] = isEven
    ? [{ from: 0, to: levels.length }]
    : findOwnSpeech(levels, voice, bleed);
  const gain = planGain(levels, speech, { bleed, pauseDb });
  const overheard = paths.map((path) => findOverheard(path, heard, speech));
  return { reduction, pauseDb, gain, speaks: speech.length > 0, overheard };
}

/** For each microphone, when it heard others and nothing of its own person. */
export const findEchoes = (heard: readonly Heard[]): Stretch[][] =>
  findBleed(heard).map((paths, at) =>
    joinStretches(
      (planVoice(heard, at, paths)?.overheard ?? []).flatMap(({ stretches }) => stretches),
    ),
  );
