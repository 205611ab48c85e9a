import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { Sound } from './audio-stem.ts';
import { fade } from './silence.ts';
import { joinStretches } from './stretches.ts';

/** Breaks shorter than this are filled by the resampler, about 1 MB a second. */
const longBreakMs = 10_000;
/** Each sound is an input of its own; ffmpeg keeps a thread and a decoder for each. */
const mostSounds = 64;
/** An Opus packet lasts at most 120 ms. */
const packetMs = 120;

/**
 * Cuts a take where nothing was sent for long: muted, away, or silent. When there are very many such breaks, the
 * longest ones are taken.
 */
export function planSounds(
  take: Pick<RemuxedTake, 'file' | 'firstMs' | 'lastMs' | 'breaks' | 'pauses'>,
): Sound[] {
  const cuts = take.breaks
    .filter(({ fromMs, toMs }) => toMs - fromMs >= longBreakMs)
    .toSorted((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))
    .slice(0, mostSounds - 1)
    .toSorted((a, b) => a.fromMs - b.fromMs);
  // What comes back is faded in from its first packet on: the filters do that after a stretch.
  const unsent = take.breaks.map((stretch) => ({
    ...stretch,
    toMs: stretch.toMs - 1_000 * fade,
  }));
  const pauses = joinStretches([...take.pauses, ...unsent]);
  const starts = [take.firstMs, ...cuts.map(({ toMs }) => toMs)];
  const ends = [...cuts.map(({ fromMs }) => fromMs), take.lastMs];
  return starts.map((fromMs, index) => {
    const lastMs = ends[index] ?? take.lastMs;
    const { file, firstMs: fileStartMs } = take;
    return { file, fileStartMs, fromMs, toMs: lastMs + packetMs, lastMs, pauses };
  });
}
