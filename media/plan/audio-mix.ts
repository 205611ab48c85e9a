import { measureFilter, masterFilters, toLinear } from './loudness.ts';
import type { MasterSettings } from './loudness.ts';
import { cleanGraph, type Cleaning } from './clean-voice.ts';
import { clipFrames } from './clips.ts';
import { framesPerSecond } from './frame-grid.ts';
import { listInputs, type Inputs } from './list-inputs.ts';
import { mixTree } from './mix-tree.ts';
import type { Programme } from './programme.ts';
import { cutFilters, silenceFilters } from './silence.ts';
import type { Stretch } from './stretches.ts';
import { sampleRate } from './audio-stem.ts';
import { gainHz } from './voice-gain.ts';

/** Six people laughing at once stay below full scale until mastering brings all of it up again. */
export const headroomDb = -8;
export const headroomFilter = `volume=${headroomDb}dB`;

export type StemToMix = {
  file: string;
  /** Of a voice that is cleaned on the way. */
  cleaning?: Cleaning | undefined;
  gainDb: number;
  /** Where the host silenced this person, on the session clock. */
  mutes?: readonly Stretch[];
  /** float32 (little endian), `gainHz` a second, at least as long as the stem: for what are too many stretches to name each. */
  gainFile?: string | undefined;
};

export type MixPlan = {
  /** Microphones, mono. */
  speech: readonly StemToMix[];
  /** What shared screens played, stereo: steps back while someone speaks. */
  screens: readonly StemToMix[];
  programme: Pick<Programme, 'sessionMs' | 'cuts'>;
  /** FLAC, 24 bits, 48 kHz, stereo. */
  file: string;
};

/**
 * Adds the levelled stems up in one pass, leaves out what the host cut, and measures the sum (parseLoudness). With no
 * stems at all it makes silence, so that a session with pictures only still has a sound track.
 */
export function mixArgs({ speech, screens, programme, file }: MixPlan): string[] {
  const samples = Math.round((programme.sessionMs * sampleRate) / 1_000);
  const inputs = listInputs();
  const { graph, output } = addUp({ speech, screens }, inputs);
  graph.push(
    [
      `[${output}]${headroomFilter}`,
      // Silence has no end, and nothing in it to cut.
      ...(inputs.args.length > 0 ? cutFilters(programme.cuts) : []),
      `apad=whole_len=${samples},atrim=end_sample=${samples},${measureFilter}`,
      'aformat=sample_fmts=s32:channel_layouts=stereo[mix]',
    ].join(','),
  );
  // prettier-ignore
  return [
    ...inputs.args,
    '-filter_complex', graph.join(';'),
    '-map', '[mix]', '-c:a', 'flac', '-f', 'flac', file,
  ];
}

/** Levels stems and adds them up; headroomFilter must follow. */
export function addUp(
  { speech, screens }: Pick<MixPlan, 'speech' | 'screens'>,
  inputs: Inputs,
): {
  graph: string[];
  output: string;
} {
  const stems = [...speech, ...screens];
  const label = (index: number): string => `stem${index}`;
  const graph = stems.flatMap((stem, index) => {
    const { file, cleaning, gainFile } = stem;
    const source = cleaning
      ? cleanGraph(file, cleaning, inputs, `${index}`)
      : { graph: [], output: inputs.add('-i', file) };
    const levelled = `${source.output}${levelFilters(stem)}`;
    if (!gainFile) return [...source.graph, `${levelled}[${label(index)}]`];
    const gain = inputs.add('-f', 'f32le', '-ar', `${gainHz}`, '-ac', '1', '-i', gainFile);
    return [
      ...source.graph,
      `${levelled}[level${index}]`,
      `${gain}aresample=${sampleRate},${stemFormat}[gain${index}]`,
      `[level${index}][gain${index}]amultiply[${label(index)}]`,
    ];
  });
  const speechLabels = speech.map((_, index) => label(index));
  const screenLabels = screens.map((_, index) => label(speech.length + index));

  let output = 'silence';
  if (stems.length === 0) {
    graph.push(`anullsrc=r=${sampleRate}:cl=stereo[silence]`);
  } else if (speech.length === 0 || screens.length === 0) {
    const sum = mixTree([...speechLabels, ...screenLabels]);
    graph.push(...sum.graph);
    output = sum.output;
  } else {
    const spoken = mixTree(speechLabels, 'speech');
    const played = mixTree(screenLabels, 'screen');
    graph.push(
      ...spoken.graph,
      ...played.graph,
      `[${spoken.output}]asplit=2[voices][key]`,
      `[${played.output}][key]${duckFilter}[ducked]`,
      '[voices][ducked]amix=inputs=2:normalize=0:dropout_transition=0[all]',
    );
    output = 'all';
  }
  return { graph, output };
}

/**
 * About 12 dB less under speech at its usual level (-20 LUFS): 16 dB above the threshold, a quarter of it let through.
 * Steps back within a syllable and returns in the pause after a sentence.
 */
const duckFilter = `sidechaincompress=threshold=${toLinear(-36)}:ratio=4:attack=20:release=600`;

/** Layouts are said explicitly: ffmpeg 5.1 gives up on a graph that leaves them open. */
const stemFormat = `aformat=sample_fmts=fltp:sample_rates=${sampleRate}:channel_layouts=stereo`;

const levelFilters = ({ gainDb, mutes = [] }: StemToMix): string =>
  [`volume=${gainDb}dB`, ...silenceFilters(mutes, 0, Infinity), stemFormat].join(',');

export type MasterPlan = { mixFile: string; settings: MasterSettings; file: string };

/**
 * Brings the mix to its final level and measures how loud it came out. FLAC, 24 bits, 48 kHz, stereo. Its peaks are where
 * the limiter left them, those between samples too; what encoders make of them is measured there.
 */
export function masterArgs({ mixFile, settings, file }: MasterPlan): string[] {
  const filters = [
    ...masterFilters(settings),
    measureFilter,
    // The meter hands on what it got in its own format and rate.
    `aformat=sample_fmts=s32:sample_rates=${sampleRate}:channel_layouts=stereo`,
  ];
  // prettier-ignore
  return ['-i', mixFile, '-af', filters.join(','), '-c:a', 'flac', '-f', 'flac', file];
}

export type JoinPlan = {
  before: readonly ClipToJoin[];
  /** Mastered. Undefined: clips alone. */
  session?: { file: string; durationMs: number };
  after: readonly ClipToJoin[];
  file: string;
};

/** As loud as the programme already. It fills whole frames of the picture, the last with silence. */
export type ClipToJoin = { file: string; durationMs: number };

/** Sound that begins or ends at once clicks, and music is often cut from the middle of a piece. Seconds. */
const clipFade = 0.02;

/** One after the other, each as long as its picture, with short fades at the joins, and measured as a whole. */
export function joinArgs({ before, session, after, file }: JoinPlan): string[] {
  const clip = ({ file: source, durationMs }: ClipToJoin) => ({
    source,
    samples: clipFrames({ durationMs }) * (sampleRate / framesPerSecond),
    fades: [
      `afade=t=in:d=${clipFade}`,
      `afade=t=out:st=${(durationMs / 1_000 - clipFade).toFixed(3)}:d=${clipFade}`,
    ],
  });
  const whole = session && {
    source: session.file,
    samples: Math.round((session.durationMs * sampleRate) / 1_000),
    fades: [],
  };
  const parts = [...before.map(clip), ...(whole ? [whole] : []), ...after.map(clip)];
  const format = `aformat=sample_fmts=s32:sample_rates=${sampleRate}:channel_layouts=stereo`;
  const chains = parts.map((part, index) => {
    const length = `apad=whole_len=${part.samples},atrim=end_sample=${part.samples}`;
    return `[${index}:a:0]${[...part.fades, format, length].join(',')}[part${index}]`;
  });
  const labels = parts.map((_, index) => `[part${index}]`).join('');
  const join = parts.length > 1 ? `concat=n=${parts.length}:v=0:a=1,` : '';
  const graph = [...chains, `${labels}${join}${measureFilter},${format}[joined]`];
  // prettier-ignore
  return [
    ...parts.flatMap(({ source }) => ['-i', source]),
    '-filter_complex', graph.join(';'),
    '-map', '[joined]', '-c:a', 'flac', '-f', 'flac', file,
  ];
}
