import { measureFilter } from './loudness.ts';
import { levelHz } from './levels.ts';
import { momentaryFilter } from './momentary.ts';
import { fade, silenceFilters } from './silence.ts';
import type { Stretch } from './stretches.ts';
import { gainHz } from './voice-gain.ts';

export const sampleRate = 48_000;
/** Samples per ms. */
const perMs = sampleRate / 1_000;
/** Nothing of a voice lies below: 0.9 dB at 100 Hz, 6 dB at the mains' 50 Hz. */
export const rumbleFilter = 'highpass=f=70';

/** A stretch of a take in which sound was sent without a long break. Session time. */
export type Sound = {
  file: string;
  /** Session time of the file's first packet: ffmpeg counts from there. */
  fileStartMs: number;
  fromMs: number;
  toMs: number;
  /** Of its last packet. */
  lastMs: number;
  /** Muted, and not to be heard, whatever was sent; or nothing was sent. */
  pauses: readonly Stretch[];
};

export type StemPlan = {
  /** Of one peer and one source, in any order. Where two overlap, the earlier one is heard. */
  sounds: readonly Sound[];
  durationMs: number;
  channels: 'mono' | 'stereo';
  /** FLAC, 16 bits: what came over Opus has no more in it. Undefined: it is measured alone. */
  stemFile: string | undefined;
  /**
   * Gets a text line per level. A bare name in the directory ffmpeg runs in: a path inside a filter graph would need
   * escaping three times over.
   */
  levelsFile: string;
  /** Gets the loudness ten times a second (parseMomentary): a bare name. */
  momentaryFile?: string;
  /** Of a microphone. float32 (little endian), `gainHz` a second, at least as long as the stem. */
  gainFile?: string | undefined;
};

/**
 * One stem: every sound at its place on the session clock, silence in between, exactly as long as the session. Measures
 * its loudness (parseLoudness) and its level fifty times a second on the way (parseLevels).
 *
 * Long silence is made here, between the sounds: left to aresample, an hour of it would be held in memory at once.
 */
export function stemArgs({ channels, stemFile, levelsFile, ...plan }: StemPlan): string[] {
  const measure = plan.momentaryFile ? momentaryFilter(plan.momentaryFile) : measureFilter;
  const total = toSamples(plan.durationMs);
  const pieces = place(plan.sounds, total);
  const graph: string[] = [];
  const line: string[] = [];
  let cursor = 0;
  pieces.forEach((piece, index) => {
    if (piece.start > cursor) {
      graph.push(silence(piece.start - cursor, channels, `gap${index}`));
      line.push(`[gap${index}]`);
    }
    graph.push(soundChain(piece, index, channels));
    line.push(`[sound${index}]`);
    cursor = piece.end;
  });
  if (line.length === 0) {
    graph.push(silence(total, channels, 'gap'));
    line.push('[gap]');
  }
  const whole = `${line.join('')}concat=n=${line.length}:v=0:a=1`;
  if (plan.gainFile) {
    const format = `aresample=${sampleRate},aformat=sample_fmts=fltp:channel_layouts=${channels}`;
    graph.push(`${whole}[whole]`, `[${pieces.length}:a:0]${format}[gain]`);
  }
  graph.push(
    `${plan.gainFile ? '[whole][gain]amultiply' : whole},${exactly(total)},${measure},` +
      `asplit=2[measured][meter]`,
    `[measured]aformat=sample_fmts=s16:channel_layouts=${channels}[stem]`,
    // Wind, knocks and hum from the mains are no voice.
    `[meter]${rumbleFilter},asetnsamples=n=${sampleRate / levelHz}:p=0,` +
      `astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=RMS_level,` +
      `ametadata=mode=print:key=lavfi.astats.Overall.RMS_level:file=${levelsFile}[levels]`,
  );
  // prettier-ignore
  return [
    ...pieces.flatMap(inputArgs),
    ...(plan.gainFile ? ['-f', 'f32le', '-ar', `${gainHz}`, '-ac', '1', '-i', plan.gainFile] : []),
    '-filter_complex', graph.join(';'),
    '-map', '[stem]', ...(stemFile ? ['-c:a', 'flac', '-f', 'flac', stemFile] : ['-f', 'null', '-']),
    '-map', '[levels]', '-f', 'null', '-',
  ];
}

/** A sound with its place in samples, cut to what is free and to the session. */
type Piece = { sound: Sound; start: number; end: number };

function place(sounds: readonly Sound[], total: number): Piece[] {
  const pieces: Piece[] = [];
  for (const sound of sounds.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const start = Math.max(pieces.at(-1)?.end ?? 0, toSamples(sound.fromMs));
    const end = Math.min(total, toSamples(sound.toMs));
    if (end > start) pieces.push({ sound, start, end });
  }
  return pieces;
}

function inputArgs({ sound, start, end }: Piece): string[] {
  const skip = toMs(start) - sound.fileStartMs;
  // prettier-ignore
  return [
    ...(skip > 0 ? ['-ss', seconds(skip)] : []),
    '-t', seconds(toMs(end - start)), '-i', sound.file,
  ];
}

function soundChain({ sound, start, end }: Piece, index: number, channels: string): string {
  const filters = [
    // Fills what was not sent (DTX, lost packets) with silence and follows the clock's drift: without it, a quiet
    // speaker's sound would be shorter than it lasted. flags=res: a resampler that is first needed for a small
    // correction starts anew there, and repeats the silence that led up to it.
    `aresample=${sampleRate}:async=1000:min_hard_comp=0.100:first_pts=0:flags=res`,
    `aformat=sample_fmts=fltp:channel_layouts=${channels}`,
    ...silenceFilters(sound.pauses, toMs(start), toMs(end)),
    ...fadeOut({ sound, start, end }),
    exactly(end - start),
  ];
  return `[${index}:a:0]${filters.join(',')}[sound${index}]`;
}

/** Whoever is cut off in the middle of a word does not click. Opus begins softly by itself. */
function fadeOut({ sound, start, end }: Piece): string[] {
  const last = toSamples(sound.lastMs) - start;
  return last < end - start ? [`afade=t=out:ss=${Math.max(0, last)}:d=${fade}`] : [];
}

const exactly = (samples: number): string =>
  `apad=whole_len=${samples},atrim=end_sample=${samples}`;
const silence = (samples: number, channels: string, label: string): string =>
  `anullsrc=r=${sampleRate}:cl=${channels},atrim=end_sample=${samples},` +
  `aformat=sample_fmts=fltp:channel_layouts=${channels}[${label}]`;
const toSamples = (ms: number): number => Math.max(0, Math.round(ms * perMs));
const toMs = (samples: number): number => samples / perMs;
/** Whole samples at 48 kHz have at most six decimals that matter. */
const seconds = (ms: number): string => (ms / 1_000).toFixed(6);
