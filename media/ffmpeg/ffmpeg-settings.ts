import { openGate, type YieldGate } from './gate.ts';

export type FfmpegSettings = {
  ffmpegPath: string;
  ffprobePath: string;
  /** Who must be let go first. */
  gate: YieldGate;
};

const settings: FfmpegSettings = {
  ffmpegPath: 'ffmpeg',
  ffprobePath: 'ffprobe',
  gate: openGate,
};

/**
 * Set once by media/start-media.ts. Process-wide on purpose: fluent-ffmpeg keeps its paths for the whole process, and there
 * is one machine whose rooms go first.
 */
export function configureFfmpeg(changes: Partial<FfmpegSettings>): void {
  Object.assign(settings, changes);
}

export const ffmpegSettings: Readonly<FfmpegSettings> = settings;
