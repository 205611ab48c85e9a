import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import type { StepTools } from '../jobs/step.ts';
import { readTrack } from '../mp4/sample-table.ts';
import { chunkPartArgs } from '../plan/chunk-args.ts';
import type { ChunkPart } from '../plan/chunk-plan.ts';
import { gopFrames } from '../plan/frame-grid.ts';
import { ladder } from '../plan/ladder.ts';
import { canvas } from '../plan/layout.ts';
import { softwareEncoder, type VideoEncoder } from '../plan/video-encoders.ts';

type Tools = Pick<StepTools, 'workDir' | 'signal' | 'log'>;

/** Which encoder draws the picture on this machine. */
export type EncoderChoice = {
  /** The first that keeps the grid. It is tried out once, when it is first needed, and then remembered. */
  find(tools: Tools): Promise<VideoEncoder>;
  /** It failed after all, so from now on it is not used: a driver that was updated, a card that others fill. */
  distrust(encoder: VideoEncoder): void;
};

/** Where nothing of `hardware` works, the processor does it. */
export function createEncoderChoice(hardware: readonly VideoEncoder[]): EncoderChoice {
  const trusted = new Set(hardware);
  let found: Promise<VideoEncoder> | undefined;

  const tryOut = async (tools: Tools): Promise<VideoEncoder> => {
    for (const encoder of trusted) {
      try {
        await checkEncoder(encoder, tools);
        tools.log.info({ encoder: encoder.name }, 'pictures are encoded by hardware');
        return encoder;
      } catch (error) {
        tools.signal.throwIfAborted();
        trusted.delete(encoder);
        tools.log.debug({ err: error, encoder: encoder.name }, 'encoder does not work here');
      }
    }
    return softwareEncoder;
  };
  return {
    async find(tools) {
      for (;;) {
        const trial = (found ??= tryOut(tools));
        try {
          return await trial;
        } catch {
          // Whoever began it was stopped; the others begin anew.
          if (found === trial) found = undefined;
          tools.signal.throwIfAborted();
        }
      }
    },
    distrust(encoder) {
      if (trusted.delete(encoder)) found = undefined;
    },
  };
}

let choice = createEncoderChoice([]);

/**
 * Set once by media/start-media.ts; without it the processor encodes. Process-wide on purpose, as ffmpegSettings are: all
 * recordings are encoded by the same machine, and what one finds out of its encoders is true for the next.
 */
export function configureEncoders(hardware: readonly VideoEncoder[]): void {
  choice = createEncoderChoice(hardware);
}

export const videoEncoders: EncoderChoice = {
  find: (tools) => choice.find(tools),
  distrust: (encoder) => choice.distrust(encoder),
};

/** Begins in the middle of a GOP, so that its second keyframe is one that we asked for. */
const sample: ChunkPart = {
  startFrame: gopFrames / 3,
  frames: 2 * gopFrames - gopFrames / 3,
  offset: gopFrames / 3,
  entry: { startFrame: 0, endFrame: 2 * gopFrames, layout: 'full', slots: [] },
};
const sampleKeyframes = [0, gopFrames - sample.offset];

/** Throws unless it gives every frame, and keyframes where segments begin and nowhere else. */
async function checkEncoder(
  encoder: VideoEncoder,
  { workDir, signal, log }: Tools,
): Promise<void> {
  const folder = await mkdtemp(path.join(workDir, 'encoder-'));
  try {
    const overlay = path.join(folder, 'overlay.png');
    const { width, height } = canvas;
    const background = { r: 150, g: 40, b: 40, alpha: 0.5 };
    await sharp({ create: { width, height, channels: 4, background } }).toFile(overlay);
    const outputs = ladder.map((rung) => ({ rung, file: path.join(folder, rung.name) }));
    const args = chunkPartArgs(sample, [], { overlay, outputs, encoder });
    await runFfmpeg({ args, signal, log });
    for (const { file } of outputs) {
      const { samples } = await readTrack(file);
      const keyframes = samples.flatMap(({ sync }, index) => (sync ? [index] : []));
      const isOnGrid = keyframes.join() === sampleKeyframes.join();
      if (samples.length !== sample.frames || !isOnGrid) {
        throw new Error(`${samples.length} frames, keyframes at ${keyframes.join()}`);
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
