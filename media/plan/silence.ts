import type { FrameSpan } from './programme.ts';
import { toMs } from './frame-grid.ts';
import type { Stretch } from './stretches.ts';

const sampleRate = 48_000;
/** Sound that stops or starts at once clicks. Seconds. */
export const fade = 0.01;
/** What filters are switched on by: three to a fade, ten to a frame of the picture. Samples at 48 kHz. */
const grain = 160;

/**
 * ffmpeg filters that make stretches silent, with short fades around them. Filters are switched on per frame of sound,
 * so frames are made short.
 * @param startMs where the sound begins, on the clock of the stretches; it lasts until `endMs`.
 */
export function silenceFilters(
  stretches: readonly Stretch[],
  startMs: number,
  endMs: number,
): string[] {
  const fades = stretches
    .filter(({ fromMs, toMs: untilMs }) => untilMs > startMs && fromMs < endMs)
    .flatMap(({ fromMs, toMs: untilMs }) => {
      const from = Math.max(0, (fromMs - startMs) / 1_000);
      const to = (untilMs - startMs) / 1_000;
      const out = `afade=t=out:st=${from}:d=${fade}:enable=${during(from - fade, to)}`;
      if (untilMs >= endMs) return [out];
      const back = to + fade;
      return [
        out,
        `afade=t=in:st=${back}:d=${fade}:enable=${during(back - 2 * fade, back + 2 * fade)}`,
      ];
    });
  return fades.length > 0 ? [`asetnsamples=n=${grain}:p=0`, ...fades] : [];
}

/** Filters that leave a host's cuts out of the session's sound, exact to the sample, with short fades at each join. */
export function cutFilters(cuts: readonly FrameSpan[]): string[] {
  if (cuts.length === 0) return [];
  const hushed = cuts.map(({ startFrame, endFrame }) => ({
    // The fade out must be heard before the cut; the fade in comes after it by itself.
    fromMs: toMs(startFrame) - fade * 1_000,
    toMs: toMs(endFrame),
  }));
  // A grain begins at its time or a rounding error beside it.
  const slack = grain / sampleRate / 2;
  const dropped = cuts.map(({ startFrame, endFrame }) => {
    const [from, to] = [startFrame, endFrame].map((frame) => toMs(frame) / 1_000 - slack);
    return `gte(t,${from?.toFixed(6)})*lt(t,${to?.toFixed(6)})`;
  });
  return [
    ...silenceFilters(hushed, 0, Infinity),
    `aselect='not(${dropped.join('+')})'`,
    'asetpts=N/SR/TB',
  ];
}

const during = (from: number, to: number): string =>
  `'between(t,${from.toFixed(3)},${Number.isFinite(to) ? to.toFixed(3) : '1e9'})'`;
