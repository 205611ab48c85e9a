import { rumbleFilter, sampleRate } from './audio-stem.ts';
import { listInputs, type Inputs } from './list-inputs.ts';
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

/** How a voice is cleaned. */
export type Cleaning = {
  durationMs: number;
  reduction: NoiseReduction | undefined;
  /** float32 (little endian), `gainHz` a second, at least as long as the stem. */
  gainFile: string | undefined;
  /** What the noise is learned from, where it is not the stem. */
  learnFile?: string;
  /** Gets the loudness ten times a second (parseMomentary): a bare name. */
  momentaryFile?: string;
};

export type CleanPlan = Cleaning & {
  /** FLAC, mono, 48 kHz. */
  stemFile: string;
  /** FLAC, 16 bits, as long as the stem, and in step with it. */
  file: string;
};

/** Cleans one voice and measures its loudness (parseLoudness): no rumble, less noise, and the gain that was planned. */
export function cleanArgs({ stemFile, file, ...cleaning }: CleanPlan): string[] {
  const inputs = listInputs();
  const { graph, output } = cleanGraph(stemFile, cleaning, inputs);
  // prettier-ignore
  return [
    ...inputs.args,
    '-filter_complex', graph.join(';'),
    '-map', output, '-c:a', 'flac', '-f', 'flac', file,
  ];
}

/**
 * The same as part of a larger graph, in which `name` tells this voice from others.
 *
 * Noise of fans, streets and cheap microphones is never white. The filter learns what it is like from a pause that is
 * put before everything and cut off afterwards.
 */
export function cleanGraph(
  stemFile: string,
  { durationMs, reduction, gainFile, learnFile = stemFile, momentaryFile }: Cleaning,
  { add }: Pick<Inputs, 'add'>,
  name = '',
): { graph: string[]; output: string } {
  const label = (what: string): string => `[${what}${name}]`;
  const measure = momentaryFile ? momentaryFilter(momentaryFile) : measureFilter;
  const samples = Math.round((durationMs * sampleRate) / 1_000);
  const learned = reduction && add(...excerpt(reduction.learnFrom), '-i', learnFile);
  const stem = add('-i', stemFile);
  const graph =
    reduction && learned
      ? reduceNoise(reduction, { learned, stem, name })
      : [`${stem}${rumbleFilter},${format}${label('quiet')}`];
  if (gainFile) {
    const gain = add('-f', 'f32le', '-ar', `${gainHz}`, '-ac', '1', '-i', gainFile);
    graph.push(
      `${gain}aresample=${sampleRate},${format}${label('gain')}`,
      `${label('quiet')}${label('gain')}amultiply${label('voice')}`,
    );
  }
  const exactly = `apad=whole_len=${samples},atrim=end_sample=${samples}`;
  // In 16 bits also where nobody writes them: a slice is to be what a whole pass makes.
  const bits = `aformat=sample_fmts=s16:sample_rates=${sampleRate}:channel_layouts=mono`;
  const source = label(gainFile ? 'voice' : 'quiet');
  graph.push(`${source}${exactly},${measure},${bits}${label('clean')}`);
  return { graph, output: label('clean') };
}

const format = 'aformat=sample_fmts=fltp:channel_layouts=mono';

function reduceNoise(
  { learnFrom, reductionDb, noiseDb }: NoiseReduction,
  { learned, stem, name }: Record<'learned' | 'stem' | 'name', string>,
): string[] {
  const samples = Math.round((lengthOf(learnFrom) * sampleRate) / 1_000);
  // Stops while it still hears the pause.
  const until = seconds(lengthOf(learnFrom) - 100);
  const floor = Math.max(lowestFloorDb, Math.min(highestFloorDb, noiseDb + noiseMarginDb));
  const filter = `afftdn@noise${name}`;
  return [
    `${learned}apad=whole_len=${samples},atrim=end_sample=${samples},asetnsamples=n=480:p=0,` +
      `asendcmd=c='0 ${filter} sn start;${until} ${filter} sn stop',${format}[pause${name}]`,
    `${stem}apad=pad_len=${latency},${format}[all${name}]`,
    `[pause${name}][all${name}]concat=n=2:v=0:a=1,${rumbleFilter},` +
      `${filter}=nr=${reductionDb.toFixed(1)}:nf=${floor.toFixed(1)},` +
      `atrim=start_sample=${samples + latency},asetpts=N/SR/TB,${format}[quiet${name}]`,
  ];
}

const excerpt = (stretch: Stretch): string[] => [
  ...['-ss', seconds(stretch.fromMs), '-t', seconds(lengthOf(stretch))],
];
const lengthOf = ({ fromMs, toMs }: Stretch): number => toMs - fromMs;
const seconds = (ms: number): string => (ms / 1_000).toFixed(6);
