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
 * What is encoded, best first: players that believe the first variant begin with a sharp picture. The canvas is 720p,
 * so nothing higher could show more; 480p comes with the first library that asks for it.
 */
export const ladder = [
  { name: '720p', width: canvas.width, height: canvas.height, maxBitrate: 2_500_000 },
  { name: '360p', width: 640, height: 360, maxBitrate: 700_000 },
] as const satisfies readonly Rung[];
