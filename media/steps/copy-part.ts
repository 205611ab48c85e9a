import { configurationOf, configurationRecord, lengthPrefixed } from '../capture/avc.ts';
import { readBlocks, type Block } from '../capture/matroska-blocks.ts';
import { plainSps } from '../capture/plain-sps.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import { avcDescription } from '../mp4/avc-description.ts';
import { writeTrack, type ShownSample } from '../mp4/write-track.ts';
import type { ChunkPart } from '../plan/chunk-plan.ts';
import { copiedRung, type Copied } from '../plan/copy-entries.ts';
import { ticksPerFrame, videoTimescale } from '../plan/frame-grid.ts';
import { placePictures } from '../plan/place-pictures.ts';

/**
 * Writes a part's pictures as they were recorded, on the session's grid. What sets up a decoder is taken out of keyframes
 * and put where MP4 has it, with its colours said. Throws where the take is not what the plan was made of.
 */
export async function copyPart(
  part: ChunkPart & { copied: Copied },
  takes: readonly RemuxedTake[],
  file: string,
): Promise<void> {
  const { takeId } = part.copied;
  const take = takes.find((each) => each.takeId === takeId);
  if (!take) throw new Error(`no take ${takeId}`);
  const groups = await readGroups(take, part.copied);
  const samples: ShownSample[] = [];
  let record: Buffer | undefined;
  for (const { startFrame, endFrame, blocks } of placeGroups(part, groups)) {
    const times = placePictures(
      blocks.map(({ ms }) => ms),
      { startFrame, endFrame },
    );
    const [key, ...others] = blocks;
    const opened = key && openKeyframe(key.data);
    if (!opened) throw new Error(`${takeId}: a keyframe without its parameter sets`);
    record ??= opened.record;
    if (!record.equals(opened.record)) throw new Error(`${takeId}: other parameter sets`);
    const bytes = [opened.pictures, ...others.map(({ data }) => data)];
    samples.push(
      ...bytes.map((each, index) => ({
        ...{ bytes: each, sync: index === 0 },
        pts: (times[index] ?? 0) - part.startFrame * ticksPerFrame,
      })),
    );
  }
  if (!record) throw new Error(`${takeId}: nothing to copy`);
  const { width, height } = copiedRung;
  const sampleDescription = avcDescription({ width, height }, record);
  const form = { timescale: videoTimescale, sampleDescription, width, height };
  const endTicks = part.frames * ticksPerFrame;
  await writeTrack(file, { kind: 'video', ...form }, samples, endTicks);
}

/** Throws unless they are those of the plan. */
async function readGroups(
  { takeId, file }: RemuxedTake,
  { groups, untilMs }: Copied,
): Promise<Block[][]> {
  const found: Block[][] = [];
  const fromMs = groups[0]?.fromMs ?? untilMs;
  for await (const block of readBlocks(file, { fromMs, toMs: untilMs })) {
    if (block.isKey) found.push([]);
    found.at(-1)?.push(block);
  }
  const tell = (each: readonly { fromMs: number | undefined; pictures: number }[]): string =>
    each.map((group) => `${group.fromMs}:${group.pictures}`).join();
  const counted = found.map((blocks) => ({ fromMs: blocks[0]?.ms, pictures: blocks.length }));
  if (tell(counted) !== tell(groups)) throw new Error(`${takeId}: other groups than planned`);
  return found;
}

/** Each group up to the next one, or to the part's end. Frames of the session. */
function placeGroups(part: ChunkPart & { copied: Copied }, groups: readonly Block[][]) {
  const { copied, startFrame, frames } = part;
  return groups.map((blocks, index) => ({
    blocks,
    startFrame: copied.groups[index]?.startFrame ?? startFrame,
    endFrame: copied.groups[index + 1]?.startFrame ?? startFrame + frames,
  }));
}

function openKeyframe(data: Buffer): { record: Buffer; pictures: Buffer } | undefined {
  const opened = configurationOf(data);
  const sps = opened && plainSps(opened.sps);
  const record = sps && configurationRecord(sps, opened.pps);
  return record && { record, pictures: lengthPrefixed(opened.pictures) };
}
