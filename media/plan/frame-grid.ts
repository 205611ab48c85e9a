/** The one grid that edit list, chunks, segments and keyframes share. All numbers are frames unless named otherwise. */

export const framesPerSecond = 30;
/** Two seconds: what a seek costs at most, and what every boundary below is a multiple of. */
export const gopFrames = 60;
/** Six seconds: one HLS segment in every rendition. */
export const segmentFrames = 180;
/** 24 seconds: one resumable piece of work, four segments, exactly 1125 AAC frames at 48 kHz. */
export const chunkFrames = 720;

/** Ticks a second in every video file we make: 3000 to a frame, so no time is ever rounded. */
export const videoTimescale = 90_000;
export const ticksPerFrame = videoTimescale / framesPerSecond;

/** The frame that shows `ms`. Rounds as ffmpeg's fps filter does, so both agree on which frame a cut falls. */
export function toFrame(ms: number): number {
  return Math.round((ms * framesPerSecond) / 1_000);
}

/** The chunk that shows `ms`. */
export function toChunk(ms: number): number {
  return Math.floor(toFrame(ms) / chunkFrames);
}

export function toMs(frame: number): number {
  return (frame * 1_000) / framesPerSecond;
}
