import { addUp, headroomFilter, type StemToMix } from './audio-mix.ts';
import { aacCodec, mp3Codec } from './audio-encode.ts';
import { sampleRate } from './audio-stem.ts';
import { levelHz } from './levels.ts';
import { masterFilters, type MasterSettings } from './loudness.ts';
import { momentaryFilter } from './momentary.ts';
import type { SoundSlice } from './sound-grid.ts';

export type SlicePlan = {
  slice: SoundSlice;
  /** As long as what is rendered of the slice. */
  speech: readonly StemToMix[];
  screens: readonly StemToMix[];
  settings: MasterSettings;
  /** ADTS, and MP3 without a tag. */
  aacFile: string;
  mp3File: string;
  /** Bare names in the directory ffmpeg runs in, for parseMomentary and parseLevels. Both begin with what is encoded. */
  momentaryFile: string;
  levelsFile: string;
};

/** Mixes, masters and encodes one slice, by the filters that a whole session has. */
export function sliceArgs(plan: SlicePlan): string[] {
  const { encoded, rendered } = plan.slice;
  const toSamples = (ms: number): number => Math.round((ms * sampleRate) / 1_000);
  const from = toSamples(encoded.fromMs - rendered.fromMs);
  const to = toSamples(encoded.toMs - rendered.fromMs);
  const all = toSamples(rendered.toMs - rendered.fromMs);
  const { inputs, graph, output } = addUp(plan);
  graph.push(
    [
      `[${output}]${headroomFilter},apad=whole_len=${all},atrim=end_sample=${all}`,
      ...masterFilters(plan.settings),
      `apad=whole_len=${to},atrim=start_sample=${from}:end_sample=${to},asetpts=N/SR/TB`,
      momentaryFilter(plan.momentaryFile),
      `aformat=sample_fmts=s32:sample_rates=${sampleRate}:channel_layouts=stereo`,
      'asplit=3[aac][mp3][meter]',
    ].join(','),
    `[meter]asetnsamples=n=${sampleRate / levelHz}:p=0,` +
      `astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=RMS_level,` +
      `ametadata=mode=print:key=lavfi.astats.Overall.RMS_level:file=${plan.levelsFile}[levels]`,
  );
  // prettier-ignore
  return [
    ...inputs,
    '-filter_complex', graph.join(';'),
    '-map', '[aac]', ...aacCodec, '-f', 'adts', plan.aacFile,
    '-map', '[mp3]', ...mp3Codec, '-write_xing', '0', '-id3v2_version', '0', '-f', 'mp3', plan.mp3File,
    '-map', '[levels]', '-f', 'null', '-',
  ];
}
