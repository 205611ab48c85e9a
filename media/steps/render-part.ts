import { createHash, randomBytes } from 'node:crypto';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { apartFromRooms } from '../../server/platform/busy-processes.ts';
import type { DrawnOverlay } from '../cards/draw-overlay.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import type { StepTools } from '../jobs/step.ts';
import { readTrack } from '../mp4/sample-table.ts';
import { chunkArgsVersion, chunkPartArgs, digestsOf } from '../plan/chunk-args.ts';
import type { ChunkPart } from '../plan/chunk-plan.ts';
import { copiedRung, type Copied } from '../plan/copy-entries.ts';
import { ticksPerFrame, toMs } from '../plan/frame-grid.ts';
import { drawnRungs, encodedFrames, keyframesOf, rungsOf } from '../plan/part-forms.ts';
import type { VideoEncoder } from '../plan/video-encoders.ts';
import { copyPart } from './copy-part.ts';

/** One part in every quality: rung name to file. */
export type RenderedPart = {
  /** On the session's grid. */
  startFrame: number;
  frames: number;
  files: Record<string, string>;
};

export type PlannedPart = {
  part: ChunkPart;
  takes: readonly RemuxedTake[];
  overlay: DrawnOverlay;
  /** The same for all parts of a programme: they share what a player is told of the encoding. */
  encoder: VideoEncoder;
};

/** Part of a copied part's name: raise it when the same pictures shall be put into a file in another way. */
const copyVersion = 1;

type Tools = Pick<StepTools, 'workDir' | 'signal' | 'log'> & {
  /** Nobody waits for it. */
  isIdle?: boolean;
  /** Hears 0 to 1. */
  onProgress?: (fraction: number) => void;
};

/** Where a part lies, or will. Its files' names say everything that went into it. */
export function placePart(planned: PlannedPart, workDir: string): RenderedPart {
  const { startFrame, frames } = planned.part;
  const key = partKey(planned);
  const files = Object.fromEntries(
    rungsOf(planned.part, planned.takes).map(({ name }) => [
      name,
      path.join(workDir, `part-${key}-${name}.mp4`),
    ]),
  );
  return { startFrame, frames, files };
}

/** Whether it lies there complete. */
export function isDrawn(planned: PlannedPart, workDir: string): Promise<boolean> {
  return isComplete(placePart(planned, workDir), planned.part);
}

/**
 * Puts a part where it belongs that was drawn elsewhere, and lies at `draftOf` each of its files. False, and nothing of
 * what is there is touched, where it is not complete.
 */
export async function acceptPart(
  planned: PlannedPart,
  workDir: string,
  draftOf: (file: string) => string,
): Promise<boolean> {
  const { files } = placePart(planned, workDir);
  const drafts = Object.entries(files).map(([rung, file]) => [rung, draftOf(file)] as const);
  if (!(await isComplete({ files: Object.fromEntries(drafts) }, planned.part))) return false;
  for (const file of Object.values(files)) await rename(draftOf(file), file);
  return true;
}

/** Renders one part, unless it lies there complete already. */
export async function renderPart(
  planned: PlannedPart,
  { workDir, signal, log, isIdle = false, onProgress = () => undefined }: Tools,
): Promise<RenderedPart> {
  const { part, takes, overlay, encoder } = planned;
  const rendered = placePart(planned, workDir);
  const { files } = rendered;
  if (await isComplete(rendered, part)) return rendered;

  // Cards that look alike have one name, and may be drawn at the same time.
  const mark = randomBytes(4).toString('hex');
  const draftOf = (file: string): string => `${file}.${mark}.tmp`;
  const isCopied = await copy(planned, draftOf(files[copiedRung.name] ?? ''), log);
  const rungs = isCopied ? drawnRungs(part, takes) : rungsOf(part, takes);
  const outputs = rungs.map((rung) => ({
    ...{ rung, file: draftOf(files[rung.name] ?? '') },
  }));
  await runFfmpeg({
    args: chunkPartArgs(part, takes, { overlay: overlay.file, outputs, encoder }),
    durationMs: toMs(part.frames),
    onProgress,
    signal,
    log,
    isIdle,
  });
  for (const file of Object.values(files)) await checkFrames(draftOf(file), part);
  for (const file of Object.values(files)) await rename(draftOf(file), file);
  return rendered;
}

/** Whether the part's pictures were taken over as they are; where that fails, they are drawn, which always can be done. */
async function copy(
  { part, takes }: PlannedPart,
  file: string,
  log: StepTools['log'],
): Promise<boolean> {
  const { copied } = part;
  if (!copied) return false;
  try {
    await apartFromRooms(() => copyPart({ ...part, copied }, takes, file));
    return true;
  } catch (error) {
    log.warn({ err: error, startFrame: part.startFrame }, 'pictures cannot be taken over');
    return false;
  }
}

/**
 * Everything that decides a part's bytes, and nothing else: the command line, with what is in the files in place of
 * where they are. Of a take that is what the part decodes, so that the name stays when the take grows. Neither the
 * chunk's number nor the directory is in it, so a title card is drawn once for an hour.
 */
function partKey({ part, takes, overlay, encoder }: PlannedPart): string {
  const inputs = takes.map((take) => ({
    ...take,
    file: [take.takeId, ...digestsOf(take, part)].join(' '),
  }));
  const outputs = drawnRungs(part, takes).map((rung) => ({ rung, file: rung.name }));
  const args = chunkPartArgs(part, inputs, { overlay: overlay.hash, outputs, encoder });
  const copied = part.copied ? [copyVersion, part.copied] : [];
  return createHash('sha256')
    .update(JSON.stringify([chunkArgsVersion, args, ...copied]))
    .digest('hex')
    .slice(0, 24);
}

async function isComplete(
  { files }: Pick<RenderedPart, 'files'>,
  part: ChunkPart,
): Promise<boolean> {
  try {
    for (const file of Object.values(files)) await checkFrames(file, part);
    return true;
  } catch {
    // Missing, cut off or of another length: all the same, it is rendered anew.
    return false;
  }
}

async function checkFrames(file: string, part: ChunkPart): Promise<void> {
  const { samples } = await readTrack(file);
  const due = [encodedFrames(part).length, ...(part.copied ? [picturesOf(part.copied)] : [])];
  if (!due.includes(samples.length) || samples[0]?.sync !== true) {
    throw new Error(
      `${path.basename(file)} has ${samples.length} frames instead of ${due.join(' or ')}`,
    );
  }
  // What is copied has keyframes where it has them; all other qualities must follow.
  const keyframes = samples.filter(({ sync }) => sync).map(({ pts }) => pts / ticksPerFrame);
  if (part.copied && keyframes.join() !== keyframesOf(part).join()) {
    throw new Error(`${path.basename(file)} has keyframes at ${keyframes.join()}`);
  }
}

const picturesOf = ({ groups }: Copied): number =>
  groups.reduce((sum, { pictures }) => sum + pictures, 0);
