import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sliceMatroska } from '../../media/capture/matroska-slice.ts';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { decodedStretch } from '../../media/plan/chunk-args.ts';
import type { ChunkPart } from '../../media/plan/chunk-plan.ts';
import { planEditList } from '../../media/plan/edit-list.ts';
import { chunkFrames } from '../../media/plan/frame-grid.ts';
import { openDrawing } from '../../media/steps/open-drawing.ts';
import { openStepTools, type ToolsFor } from '../support/step-tools.ts';
import { makeCameraTake } from '../support/synthetic-takes.ts';
import { titles } from '../support/video-session.ts';

/** A part that another machine draws of a piece of the take is the one that is drawn of the whole. */

const mostBytes = 10_000_000;
let root: string;
let toolsFor: ToolsFor;
let take: RemuxedTake;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi-slice-'));
  toolsFor = await openStepTools(root);
  const size = { width: 640, height: 360 };
  take = await makeCameraTake(root, {
    ...{ takeId: 'rina-camera', peerId: 'rina', displayName: 'Rina', source: 'camera' },
    ...{ colour: '0x5577AA', fps: 30 },
    pieces: [
      { fromSecond: 1, toSecond: 12, ...size },
      { fromSecond: 12, toSecond: 15, width: 320, height: 180 },
      // Nothing from 15 s to 20 s: the last picture stays.
      { fromSecond: 20, toSecond: 31, ...size },
    ],
  });
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function slice(part: ChunkPart): Promise<RemuxedTake> {
  const { fromMs, toMs } = decodedStretch(take, part);
  const piece = await sliceMatroska(take.file, { fromMs, toMs: toMs + 1_000 }, mostBytes);
  const file = path.join(root, `slice-${part.startFrame}.mkv`);
  await writeFile(file, piece!);
  return { ...take, file };
}

async function draw(part: ChunkPart, of: RemuxedTake, name: string): Promise<Buffer[]> {
  const { draw: drawPart } = await openDrawing(
    { takes: [of], titles },
    await toolsFor(`${name}-${part.startFrame}`),
  );
  const { files } = await drawPart(part);
  return Promise.all(Object.values(files).map((file) => readFile(file)));
}

test.each([
  ['before the first picture', 20],
  ['only before the first picture', 5, 20],
  ['on a keyframe', 150],
  ['between keyframes', 241],
  ['across a change of size', 350],
  ['of the smaller size', 400],
  ['where nothing comes', 500],
  ['as pictures come again', 590],
  ['at the end', 890],
])('%s, frame %i', async (_where, startFrame, frames = 40) => {
  const entries = planEditList({ takes: [take], speakers: [], durationMs: 31_000 });
  const entry = entries.find(({ endFrame }) => endFrame > startFrame)!;
  const part = { startFrame, frames, offset: startFrame % chunkFrames, entry };
  const ofPiece = await slice(part);
  expect((await stat(ofPiece.file)).size).toBeLessThan((await stat(take.file)).size / 2);
  expect(await draw(part, ofPiece, 'piece')).toEqual(await draw(part, take, 'whole'));
});

test('what would be too large is not made', async () => {
  const all = { fromMs: 0, toMs: 31_000 };
  expect(await sliceMatroska(take.file, all, 1_000)).toBeUndefined();
  const whole = await sliceMatroska(take.file, all, mostBytes);
  expect(whole!.equals(await readFile(take.file))).toBe(true);
});
