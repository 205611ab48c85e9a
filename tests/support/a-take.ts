import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';

/** Where a take has nothing for more than a second, by the times of its frames in ms. */
export const breaksOf = (timesMs: readonly number[]): RemuxedTake['breaks'] =>
  timesMs.flatMap((toMs, at) => {
    const fromMs = timesMs[at - 1] ?? toMs;
    return toMs - fromMs > 1_000 ? [{ fromMs, toMs }] : [];
  });

/** A healthy take, with what a test does not care about filled in. */
export function aTake(
  given: Partial<RemuxedTake> & Pick<RemuxedTake, 'peerId' | 'source'>,
): RemuxedTake {
  const kind = given.source === 'camera' || given.source === 'screen' ? 'video' : 'audio';
  const firstMs = given.firstMs ?? 0;
  const lastMs = given.lastMs ?? 10_000;
  return {
    takeId: `${given.peerId}-${given.source}`,
    displayName: given.peerId,
    kind,
    codec: kind === 'video' ? 'vp8' : 'opus',
    file: `/nowhere/${given.peerId}-${given.source}.mkv`,
    firstMs,
    lastMs,
    frames: Math.max(1, Math.round((lastMs - firstMs) / 33)),
    keyframesMs: kind === 'video' ? [firstMs] : [],
    chunkDigests: [],
    sizes: kind === 'video' ? [{ fromMs: firstMs, width: 640, height: 360 }] : [],
    gaps: [],
    breaks: [],
    pauses: [],
    health: {
      packets: 100,
      lostPackets: 0,
      senderReports: 10,
      driftPpm: 0,
      clockSteps: [],
      damagedBytes: 0,
    },
    ...given,
  };
}
