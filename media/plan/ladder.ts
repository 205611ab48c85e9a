import { canvas } from './layout.ts';

/** One quality of the picture. Rates are bits per second. */
export type Rung = {
  /** Names the rendition's directory. */
  name: string;
  width: number;
  height: number;
  maxBitrate: number;
};

/**
 * What is encoded of everything, best first: players that believe the first variant begin with a sharp picture. 480p comes
 * with the first library that asks for it.
 */
export const ladder = [
  { name: '720p', width: canvas.width, height: canvas.height, maxBitrate: 2_500_000 },
  { name: '360p', width: 640, height: 360, maxBitrate: 700_000 },
] as const satisfies readonly Rung[];

/** Beside the ladder, for what has more to show than its best: see rungsOf. Elsewhere it borrows that. */
export const sharpRung: Rung = {
  name: '1080p',
  width: 1_920,
  height: 1_080,
  maxBitrate: 3_000_000,
};
