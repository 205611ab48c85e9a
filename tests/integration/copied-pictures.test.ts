import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import HlsParser from 'hls-parser';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configurationOf, lengthPrefixed } from '../../media/capture/avc.ts';
import { readBlocks } from '../../media/capture/matroska-blocks.ts';
import { sliceMatroska } from '../../media/capture/matroska-slice.ts';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { readTrack } from '../../media/mp4/sample-table.ts';
import { decodedStretch } from '../../media/plan/chunk-args.ts';
import { planChunks, type ChunkPart } from '../../media/plan/chunk-plan.ts';
import { copyEntries } from '../../media/plan/copy-entries.ts';
import { openDrawing } from '../../media/steps/open-drawing.ts';
import {
  copiedMs,
  copiedSpans,
  copiedTitles,
  makeCopiedProgramme,
  type CopiedProgramme,
} from '../support/copied-programme.ts';
import { flashOnsets, pairOffsetsMs, playingErrors } from '../support/measure.ts';
import { beepOnsets, colourAt, colourDistance, videoPackets } from '../support/video-meters.ts';

/** A camera in broadcast mode whose pictures are published as they came: see makeCopiedProgramme. */

let root: string;
let programme: CopiedProgramme;
const logged: { copiedSeconds?: number; drawn?: string[] }[] = [];
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi copied '));
  const write = (line: string): void => void logged.push(JSON.parse(line) as object);
  programme = await makeCopiedProgramme(root, { log: pino({ level: 'info' }, { write }) });
}, 240_000);
afterAll(() => rm(root, { recursive: true, force: true }));

const at = (...names: string[]): string => path.join(programme.made.directory, 'hls', ...names);
const index = (name: string): string => at(name, 'index.m3u8');
const seconds = (frame: number): number => frame / 30;

async function segmentsOf(name: string) {
  const playlist = HlsParser.parse(await readFile(index(name), 'utf8'));
  if (playlist.isMasterPlaylist) throw new Error('not a media playlist');
  let from = 0;
  return playlist.segments.map(({ uri, duration, map, discontinuity }) => {
    from += duration;
    return { uri, duration, from: from - duration, init: map.uri, isSeam: discontinuity };
  });
}

/** The profile's number in an avcC. */
const baseline = 66;
async function profileOf(file: string): Promise<number> {
  const { sampleDescription } = await readTrack(file);
  return sampleDescription[sampleDescription.indexOf('avcC') + 5] ?? 0;
}

test('they are taken over where they can be, and what is drawn is said with its reasons', async () => {
  const spans: [number, number][] = [];
  for (const { startFrame, frames, files } of programme.chunks.flatMap(({ parts }) => parts)) {
    if ((await profileOf(files['720p']!)) !== baseline) continue;
    const last = spans.at(-1);
    if (last?.[1] === startFrame) last[1] = startFrame + frames;
    else spans.push([startFrame, startFrame + frames]);
  }
  expect(spans).toEqual(copiedSpans);
  const told = logged.filter(({ copiedSeconds }) => copiedSeconds !== undefined);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({
    copiedSeconds: seconds(399 + 399 + 399),
    drawn: ['1.9 s: lost packets', '8.0 s: another size', '1.2 s: beside a keyframe'],
  });
});

test('they are the ones that were recorded, to the byte', async () => {
  const segments = await segmentsOf('720p');
  for (const [startFrame, endFrame] of copiedSpans) {
    const span = {
      fromMs: seconds(startFrame) * 1_000 - 8,
      toMs: seconds(endFrame) * 1_000 - 8,
    };
    const within = segments.filter(
      ({ from }) => from >= seconds(startFrame) - 0.001 && from < seconds(endFrame) - 0.001,
    );
    const published = Buffer.concat(
      await Promise.all(within.map(({ uri }) => readFile(at('720p', uri)))),
    );
    let position = 0;
    let pictures = 0;
    for await (const { isKey, data } of readBlocks(programme.take.file, span)) {
      const found = isKey ? lengthPrefixed(configurationOf(data)!.pictures) : data;
      const next = published.indexOf(found, position);
      expect(next).toBeGreaterThanOrEqual(position);
      position = next + found.length;
      pictures += 1;
    }
    expect(pictures).toBe(endFrame - startFrame);
  }
});

test('all qualities are cut at the same times, with a keyframe at each', async () => {
  const [best, small] = [await segmentsOf('720p'), await segmentsOf('360p')];
  const cuts = best.map(({ from, isSeam }) => [from, isSeam]);
  expect(small.map(({ from, isSeam }) => [from, isSeam])).toEqual(cuts);
  const seams = best.filter(({ isSeam }) => isSeam).map(({ from }) => Math.round(from * 30));
  expect(seams).toEqual(copiedSpans.flat());
  for (const name of ['720p', '360p']) {
    const packets = await videoPackets(index(name));
    const shown = packets.map(({ pts }) => pts).toSorted((a, b) => a - b);
    expect(new Set(shown).size).toBe(shown.length);
    const keys = new Set(packets.filter(({ key }) => key).map(({ pts }) => pts));
    for (const { from } of best) expect(keys).toContain(Math.round(from * 90_000));
  }
});

test('a player is told of the more demanding form, and of the forms in turn', async () => {
  const master = await readFile(at('master.m3u8'), 'utf8');
  expect(master).toMatch(/CODECS="avc1\.6400\w\w,mp4a.40.2",RESOLUTION=1280x720/);
  const inits = (await segmentsOf('720p')).filter(({ isSeam }) => isSeam);
  expect(inits.map(({ init }) => init)).toEqual([
    ...['init-2.mp4', 'init.mp4', 'init-2.mp4', 'init.mp4', 'init-3.mp4', 'init.mp4'],
  ]);
});

test('all of it decodes, and flashes when it beeps', async () => {
  for (const name of ['720p', '360p']) expect(await playingErrors(index(name))).toEqual([]);
  const beeps = await beepOnsets(index('audio'));
  for (const name of ['720p', '360p']) {
    const offsets = pairOffsetsMs(beeps, await flashOnsets(index(name), 10));
    // But for the second in which a packet was lost, and the first.
    expect(offsets.length).toBeGreaterThanOrEqual(copiedMs / 1_000 - 4);
    expect(Math.max(...offsets.map(Math.abs))).toBeLessThanOrEqual(20);
  }
});

test('colours are the same, drawn or taken over, and are said', async () => {
  const segments = await segmentsOf('720p');
  const colourFrom = async (startFrame: number): Promise<number[]> => {
    const segment = segments.find(({ from }) => Math.round(from * 30) === startFrame)!;
    const alone = path.join(root, `colour-${startFrame}.mp4`);
    const pieces = [segment.init, segment.uri].map((name) => readFile(at('720p', name)));
    await writeFile(alone, Buffer.concat(await Promise.all(pieces)));
    return colourAt(alone, 0.5, { x: 640, y: 360 });
  };
  const [drawn, copied] = [await colourFrom(579), await colourFrom(636)];
  expect(colourDistance(drawn, '#4466AA')).toBeLessThan(12);
  expect(colourDistance(copied, '#4466AA')).toBeLessThan(12);
});

/** One that is copied, and soon drawn. */
function shortPart(take: RemuxedTake): ChunkPart {
  const chunks = planChunks(copyEntries(programme.entries, [take]).entries);
  const parts = chunks.flatMap(({ parts: each }) => each);
  return parts.find(({ copied, frames }) => copied && frames < 150)!;
}

async function draw(part: ChunkPart, take: RemuxedTake, name: string) {
  const tools = await programme.toolsFor(name);
  const drawing = await openDrawing({ takes: [take], titles: copiedTitles }, tools);
  const { files } = await drawing.draw(part);
  const names = Object.values(files).map((file) => path.basename(file));
  return {
    names,
    files,
    bytes: await Promise.all(Object.values(files).map((f) => readFile(f))),
  };
}

test('another machine makes the same of a piece of the take, under the same names', async () => {
  const part = shortPart(programme.take);
  const { fromMs, toMs } = decodedStretch(programme.take, part);
  const piece = await sliceMatroska(
    programme.take.file,
    { fromMs, toMs: toMs + 1_000 },
    100_000_000,
  );
  const file = path.join(root, 'piece.mkv');
  await writeFile(file, piece!);
  const whole = await draw(part, programme.take, 'whole');
  const ofPiece = await draw(part, { ...programme.take, file }, 'piece');
  expect(ofPiece.names).toEqual(whole.names);
  expect(ofPiece.bytes).toEqual(whole.bytes);
});

test('what is not as it was planned is drawn', async () => {
  const wrong = {
    ...programme.take,
    groups: programme.take.groups!.map((group) => ({ ...group, pictures: 56 })),
  };
  const part = shortPart(wrong);
  const { files } = await draw(part, wrong, 'wrong');
  const { samples } = await readTrack(files['720p']!);
  expect(samples).toHaveLength(part.frames);
  expect(await profileOf(files['720p']!)).not.toBe(baseline);
});
