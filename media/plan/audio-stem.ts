import type { RemuxedTake } from '../contract/remuxed-take.ts';
import { measureFilter } from './loudness.ts';
import { mixTree } from './mix-tree.ts';

export const sampleRate = 48_000;
/** Samples per ms. */
const perMs = sampleRate / 1_000;
/** Levels a second. */
export const envelopeHz = 10;
/** A sound that starts or stops at once clicks. Seconds. */
const fade = 0.01;

export type StemPlan = {
  /** Takes of one peer and one source, in any order. */
  takes: readonly Pick<RemuxedTake, 'file' | 'firstMs' | 'lastMs' | 'pauses'>[];
  durationMs: number;
  channels: 'mono' | 'stereo';
  /** FLAC, 16 bits: what came over Opus has no more in it. */
  stemFile: string;
  /**
   * Gets a text line per tenth of a second. A bare name in the directory ffmpeg runs in: a path inside a filter graph
   * would need escaping three times over.
   */
  envelopeFile: string;
};

/**
 * One stem: every take at its place on the session clock, silence in between, exactly as long as the session. Measures
 * its loudness (parseLoudness) and its level ten times a second on the way (parseEnvelope).
 */
export function stemArgs(plan: StemPlan): string[] {
  const { takes, durationMs, channels, stemFile, envelopeFile } = plan;
  const samples = Math.round(durationMs * perMs);
  const chains = takes.map((take, index) => takeChain(take, index, channels));
  const mixed = mixTree(takes.map((_, index) => `take${index}`));
  const graph = [
    ...chains,
    ...mixed.graph,
    `[${mixed.output}]apad=whole_len=${samples},atrim=end_sample=${samples},${measureFilter},` +
      `asplit=2[measured][meter]`,
    `[measured]aformat=sample_fmts=s16:channel_layouts=${channels}[stem]`,
    `[meter]asetnsamples=n=${sampleRate / envelopeHz}:p=0,` +
      `astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=RMS_level,` +
      `ametadata=mode=print:key=lavfi.astats.Overall.RMS_level:file=${envelopeFile}[levels]`,
  ];
  // prettier-ignore
  return [
    ...takes.flatMap(({ file }) => ['-i', file]),
    '-filter_complex', graph.join(';'),
    '-map', '[stem]', '-c:a', 'flac', '-f', 'flac', stemFile,
    '-map', '[levels]', '-f', 'null', '-',
  ];
}

function takeChain(take: StemPlan['takes'][number], index: number, channels: string): string {
  const filters = [
    // Fills what was not sent (DTX, lost packets) with silence and follows the clock's drift: without it, a quiet
    // speaker's take would be shorter than it lasted.
    `aresample=${sampleRate}:async=1000:min_hard_comp=0.100:first_pts=0`,
    `aformat=sample_fmts=fltp:channel_layouts=${channels}`,
    ...muteFilters(take),
    // ffmpeg starts every file at zero; this puts it where it was.
    `adelay=${Math.max(0, Math.round(take.firstMs * perMs))}S:all=1`,
  ];
  return `[${index}:a:0]${filters.join(',')}[take${index}]`;
}

/**
 * Silence while the microphone was muted, with short fades. Filters are switched on per frame, so frames are made as
 * short as the fades.
 */
function muteFilters({ firstMs, lastMs, pauses }: StemPlan['takes'][number]): string[] {
  const filters = pauses
    .filter(({ fromMs, toMs }) => toMs > firstMs && fromMs < lastMs)
    .flatMap((pause) => {
      const from = Math.max(0, (pause.fromMs - firstMs) / 1_000);
      const out = `afade=t=out:st=${from}:d=${fade}:enable=${during(from - fade, (pause.toMs - firstMs) / 1_000)}`;
      if (pause.toMs >= lastMs) return [out];
      const to = (pause.toMs - firstMs) / 1_000 + fade;
      return [
        out,
        `afade=t=in:st=${to}:d=${fade}:enable=${during(to - 2 * fade, to + 2 * fade)}`,
      ];
    });
  return filters.length > 0 ? [`asetnsamples=n=${sampleRate * fade}:p=0`, ...filters] : [];
}

const during = (from: number, to: number): string =>
  `'between(t,${from.toFixed(3)},${Number.isFinite(to) ? to.toFixed(3) : '1e9'})'`;

/** Quieter than this is nothing. dBFS. */
const floorDb = -120;

/** Reads what ametadata wrote: RMS in dBFS, ten a second. */
export function parseEnvelope(text: string): Float32Array<ArrayBuffer> {
  const levels = [...text.matchAll(/RMS_level=(\S+)/g)].map(([, level]) => Number(level));
  return Float32Array.from(levels, (db) =>
    Number.isFinite(db) ? Math.max(floorDb, db) : floorDb,
  );
}
