import { addUp, headroomFilter, type StemToMix } from './audio-mix.ts';
import { aacCodec, beforeMp3, mp3Codec } from './audio-encode.ts';
import { sampleRate } from './audio-stem.ts';
import { aroundBorder } from './joints.ts';
import { listInputs } from './list-inputs.ts';
import { levelHz } from './levels.ts';
import { limiterDb, masterFilters, type MasterSettings } from './loudness.ts';
import { momentaryFilter } from './momentary.ts';
import type { SoundSlice } from './sound-grid.ts';

export type SlicePlan = {
  slice: SoundSlice;
  /** As long as what is rendered of the slice. */
  speech: readonly StemToMix[];
  screens: readonly StemToMix[];
  settings: MasterSettings;
  /** All that is heard before the session, and after it, as loud as it is to be. Where the slice has something of it. */
  before?: string | undefined;
  after?: string | undefined;
  /** ADTS, and MP3 without a tag. */
  aacFile: string;
  mp3File: string;
  /**
   * Bare names in the directory ffmpeg runs in, for parseMomentary and parseLevels. Loudness is of the session in what is
   * encoded, levels are of what is around the end of the slice's own time (aroundBorder).
   */
  momentaryFile: string;
  levelsFile: string;
};

/**
 * Cleans, mixes, masters and encodes one slice, by the filters that a whole session has, and joins it with what it has of the clips
 * around the session.
 */
export function sliceArgs(plan: SlicePlan): string[] {
  const { own, encoded, rendered } = plan.slice;
  const toSamples = (ms: number): number => Math.round((ms * sampleRate) / 1_000);
  const from = toSamples(Math.max(0, encoded.fromMs - rendered.fromMs));
  const all = toSamples(rendered.toMs - rendered.fromMs);
  const to = Math.min(all, toSamples(encoded.toMs - rendered.fromMs));
  const inputs = listInputs();
  const { graph, output } = addUp(plan, inputs);
  graph.push(
    [
      `[${output}]${headroomFilter},apad=whole_len=${all},atrim=end_sample=${all}`,
      ...masterFilters(plan.settings),
      `apad=whole_len=${to},atrim=start_sample=${from}:end_sample=${to},asetpts=N/SR/TB`,
      momentaryFilter(plan.momentaryFile),
      `${masterFormat}[session]`,
    ].join(','),
  );
  const before = { file: plan.before, ms: rendered.fromMs - encoded.fromMs, label: '[before]' };
  const after = { file: plan.after, ms: encoded.toMs - rendered.toMs, label: '[after]' };
  const clips = [before, after].flatMap(({ file, ms, label }) =>
    file === undefined ? [] : { file, samples: toSamples(ms), label },
  );
  for (const { file, samples, label } of clips) {
    const length = `apad=whole_len=${samples},atrim=end_sample=${samples}`;
    const filters = [length, ...treatClip(plan.settings), `${masterFormat}${label}`];
    graph.push(`${inputs.add('-i', file)}${filters.join(',')}`);
  }
  const parts = [plan.before && before.label, '[session]', plan.after && after.label];
  const border = aroundBorder(own.toMs);
  const [meterFrom, meterTo] = [border.fromMs, border.toMs].map((ms) =>
    toSamples(ms - encoded.fromMs),
  );
  const joined = clips.length > 0 ? `concat=n=${clips.length + 1}:v=0:a=1,` : '';
  graph.push(
    `${parts.join('')}${joined}asplit=3[aac][full][meter]`,
    `[full]${beforeMp3}[mp3]`,
    `[meter]atrim=start_sample=${meterFrom}:end_sample=${meterTo},asetnsamples=n=${sampleRate / levelHz}:p=0,` +
      `astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=RMS_level,` +
      `ametadata=mode=print:key=lavfi.astats.Overall.RMS_level:file=${plan.levelsFile}[levels]`,
  );
  // prettier-ignore
  return [
    ...inputs.args,
    '-filter_complex', graph.join(';'),
    '-map', '[aac]', ...aacCodec, '-f', 'adts', plan.aacFile,
    '-map', '[mp3]', ...mp3Codec, '-write_xing', '0', '-id3v2_version', '0', '-f', 'mp3', plan.mp3File,
    '-map', '[levels]', '-f', 'null', '-',
  ];
}

const masterFormat = `aformat=sample_fmts=s32:sample_rates=${sampleRate}:channel_layouts=stereo`;

/** Clips are mastered already: limited once more where an encoder's peaks ask for less. */
const treatClip = ({ limitDb }: MasterSettings): string[] =>
  limitDb < limiterDb ? masterFilters({ gainDb: 0, limitDb }) : [];
