import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import type { StepTools } from '../jobs/step.ts';
import type { Stretch } from '../plan/stretches.ts';

/** Shorter breaks are everyday: DTX, a screen that stands still. */
const breakMs = 1_000;

/**
 * Where a take has nothing for more than a second, in session time, though it goes on after: a muted microphone, a phone
 * whose browser went to the background, a camera that another program took. Reads times only, nothing is decoded.
 */
export async function findBreaks(
  take: Pick<RemuxedTake, 'takeId' | 'file'>,
  { workDir, signal, log }: Pick<StepTools, 'workDir' | 'signal' | 'log'>,
): Promise<Stretch[]> {
  const listing = path.join(workDir, `${take.takeId}.packets`);
  // prettier-ignore
  const args = ['-copyts', '-i', take.file, '-map', '0:0', '-c', 'copy', '-f', 'framecrc', listing];
  await runFfmpeg({ args, signal, log });
  try {
    return await readBreaks(listing);
  } finally {
    await rm(listing, { force: true });
  }
}

/** Lines are `stream, dts, pts, duration, size, crc` in ticks, after a header `#tb 0: 1/1000`. */
async function readBreaks(listing: string): Promise<Stretch[]> {
  const breaks: Stretch[] = [];
  let msPerTick = 1;
  let lastMs: number | undefined;
  for await (const line of createInterface({ input: createReadStream(listing) })) {
    const timebase = /^#tb 0: (\d+)\/(\d+)/.exec(line);
    if (timebase) msPerTick = (Number(timebase[1]) * 1_000) / Number(timebase[2]);
    if (line.startsWith('#')) continue;
    const ptsMs = Number(line.split(',')[2]) * msPerTick;
    if (!Number.isFinite(ptsMs)) continue;
    if (lastMs !== undefined && ptsMs - lastMs > breakMs) {
      breaks.push({ fromMs: lastMs, toMs: ptsMs });
    }
    lastMs = Math.max(lastMs ?? ptsMs, ptsMs);
  }
  return breaks;
}
