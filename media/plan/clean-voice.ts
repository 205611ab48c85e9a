import { rumbleFilter, sampleRate } from './audio-stem.ts';
import { loudnessTarget, measureFilter } from './loudness.ts';
import { momentaryFilter } from './momentary.ts';
import type { Stretch } from './stretches.ts';
import { gainHz } from './voice-gain.ts';
import { sentDb, type VoiceLevel } from './voice-level.ts';

/** Noise that would lie below this beside a voice at its level is not heard on a phone. dBFS. */
const unheardDb = -70;
/** Less would not be noticed; more makes what is left sound like water. */
const leastReductionDb = 6;
const mostReductionDb = 15;
/** The reduction takes this share of what it is asked for. */
const achieved = 0.6;
const mostPauseDb = 12;
/** Sound in which nothing stands out by this much is music, or a machine. */
export const speechContrastDb = 10;
/** The learned noise is taken for this much louder: its level is a mean, and half of it lies above. */
const noiseMarginDb = 3;
/** afftdn knows no others. dBFS. */
const [lowestFloorDb, highestFloorDb] = [-80, -20];
/** afftdn gives back everything this much later, at 48 kHz. Samples. */
const latency = 1_200;

export type NoiseReduction = { learnFrom: Stretch; reductionDb: number; noiseDb: number };

/** How much is taken from a person's noise while they speak, and how much more in their pauses. */
export function planNoise({ speechDb, noiseDb, quiet }: VoiceLevel): {
  reduction: NoiseReduction | undefined;
  pauseDb: number;
} {
  const untouched = { reduction: undefined, pauseDb: 0 };
  if (noiseDb <= sentDb || speechDb - noiseDb < speechContrastDb) return untouched;
  const tooMuch = noiseDb + loudnessTarget.speakerLufs - speechDb - unheardDb;
  if (tooMuch <= 0) return untouched;
  const reduction =
    quiet && tooMuch >= leastReductionDb
      ? { learnFrom: quiet, reductionDb: Math.min(mostReductionDb, tooMuch), noiseDb }
      : undefined;
  const left = tooMuch - achieved * (reduction?.reductionDb ?? 0);
  return { reduction, pauseDb: -Math.min(mostPauseDb, left) };
}

export type CleanPlan = {
  /** FLAC, mono, 48 kHz. */
  stemFile: string;
  durationMs: number;
  reduction: NoiseReduction | undefined;
  /** float32 (little endian), `gainHz` a second, at least as long as the stem. */
  gainFile: string | undefined;
  /** FLAC, 16 bits, as long as the stem, and in step with it. */
  file: string;
  /** What the noise is learned from, where it is not the stem. */
  learnFile?: string;
  /** Gets the loudness ten times a second (parseMomentary): a bare name. */
  momentaryFile?: string;
};

/**
 * Cleans one voice and measures its loudness (parseLoudness): no rumble, less noise, and the gain that was planned.
 *
 * Noise of fans, streets and cheap microphones is never white. The filter learns what it is like from a pause that is
 * put before everything and cut off afterwards.
 */
export function cleanArgs(plan: CleanPlan): string[] {
  const { stemFile, durationMs, reduction, gainFile, file, momentaryFile } = plan;
  const measure = momentaryFile ? momentaryFilter(momentaryFile) : measureFilter;
  const samples = Math.round((durationMs * sampleRate) / 1_000);
  const stem = reduction ? 1 : 0;
  const graph = reduction
    ? reduceNoise(reduction)
    : [`[0:a:0]${rumbleFilter},${format}[quiet]`];
  if (gainFile) {
    graph.push(
      `[${stem + 1}:a:0]aresample=${sampleRate},${format}[gain]`,
      '[quiet][gain]amultiply[voice]',
    );
  }
  graph.push(
    `[${gainFile ? 'voice' : 'quiet'}]apad=whole_len=${samples},atrim=end_sample=${samples},` +
      `${measure},aformat=sample_fmts=s16:sample_rates=${sampleRate}:channel_layouts=mono[out]`,
  );
  // prettier-ignore
  return [
    ...(reduction ? [
      '-ss', seconds(reduction.learnFrom.fromMs), '-t', seconds(lengthOf(reduction.learnFrom)),
      '-i', plan.learnFile ?? stemFile,
    ] : []),
    '-i', stemFile,
    ...(gainFile ? ['-f', 'f32le', '-ar', `${gainHz}`, '-ac', '1', '-i', gainFile] : []),
    '-filter_complex', graph.join(';'),
    '-map', '[out]', '-c:a', 'flac', '-f', 'flac', file,
  ];
}

const format = 'aformat=sample_fmts=fltp:channel_layouts=mono';

function reduceNoise({ learnFrom, reductionDb, noiseDb }: NoiseReduction): string[] {
  const learned = Math.round((lengthOf(learnFrom) * sampleRate) / 1_000);
  // Stops while it still hears the pause.
  const until = seconds(lengthOf(learnFrom) - 100);
  const floor = Math.max(lowestFloorDb, Math.min(highestFloorDb, noiseDb + noiseMarginDb));
  return [
    `[0:a:0]apad=whole_len=${learned},atrim=end_sample=${learned},asetnsamples=n=480:p=0,` +
      `asendcmd=c='0 afftdn@noise sn start;${until} afftdn@noise sn stop',${format}[pause]`,
    `[1:a:0]apad=pad_len=${latency},${format}[all]`,
    `[pause][all]concat=n=2:v=0:a=1,${rumbleFilter},` +
      `afftdn@noise=nr=${reductionDb.toFixed(1)}:nf=${floor.toFixed(1)},` +
      `atrim=start_sample=${learned + latency},asetpts=N/SR/TB,${format}[quiet]`,
  ];
}

const lengthOf = ({ fromMs, toMs }: Stretch): number => toMs - fromMs;
const seconds = (ms: number): string => (ms / 1_000).toFixed(6);
