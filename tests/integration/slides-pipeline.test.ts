import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { palette } from '../../media/cards/palette.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { TimelineEvent } from '../../media/contract/timeline.ts';
import type { StepTools } from '../../media/jobs/step.ts';
import type { EditEntry } from '../../media/plan/edit-list.ts';
import { listSlides } from '../../media/plan/slides.ts';
import { chunksStep } from '../../media/steps/chunks.ts';
import { editStep } from '../../media/steps/edit.ts';
import { packageStep } from '../../media/steps/package.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import { aTake } from '../support/a-take.ts';
import { makeBeeps, makeEnvelope } from '../support/synthetic-takes.ts';
import { playingErrors } from '../support/measure.ts';
import { colourAt, colourDistance, videoPackets } from '../support/video-meters.ts';
import { titles } from '../support/video-session.ts';

/** Six seconds of one voice; two pages from second 1.5 to 5, turned at 3, of a deck of 4:3. */

const durationMs = 6_000;
const pages = [
  { key: 'slides/session/one.webp', paper: '#204080', corner: '#E0C040' },
  { key: 'slides/session/two.webp', paper: '#206040', corner: '#E0E0E0' },
] as const;

let root: string;
let playlist: string;
let hls: string;
let entries: EditEntry[];

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi slides '));
  const store = await openLocalObjectStore(path.join(root, 'objects'));
  for (const { key, paper, corner } of pages)
    await store.put(key, await draw(paper, corner), meta);

  const toolsFor = async (name: string): Promise<StepTools> => {
    const workDir = path.join(root, name);
    await mkdir(workDir, { recursive: true });
    return {
      ...{ recordingId: 'recording', revision: 1, files: recordingFiles(root, 'recording') },
      ...{ workDir, store, log: silentLog, signal: new AbortController().signal },
      progress: () => undefined,
    };
  };
  const takes = [aTake({ peerId: 'rina', source: 'microphone', lastMs: durationMs })];
  const envelope = path.join(root, 'rina.f32');
  await makeEnvelope(envelope, durationMs, [[0, 6]]);
  const edit = await editStep.run(
    {
      ...{
        sessionTitle: 'Bab satu',
        language: 'id',
        durationMs,
        takes,
        marks: [],
        answers: [],
      },
      stems: [{ peerId: 'rina', envelope, loudnessLufs: -20 }],
      slides: listSlides(timeline(), 0),
    },
    await toolsFor('edit'),
  );
  entries = edit.entries;
  const { chunks } = await chunksStep.run({ entries, takes, titles }, await toolsFor('chunks'));
  const audioFile = path.join(root, 'audio.m4a');
  await makeBeeps(audioFile, durationMs);
  const made = await packageStep.run(
    { durationMs, chunks, entries, chapters: edit.chapters, audioFile, language: 'id' },
    await toolsFor('package'),
  );
  hls = path.join(made.directory, 'hls');
  playlist = path.join(hls, '720p', 'index.m3u8');
}, 120_000);
afterAll(() => rm(root, { recursive: true, force: true }));

const meta = { contentType: 'image/webp', cacheControl: 'private, no-store' };

/** A page with a square of 54 pixels, 36 on the canvas, in its top left corner. */
function draw(paper: string, corner: string): Promise<Buffer> {
  const square = { width: 54, height: 54, channels: 3, background: corner } as const;
  return sharp({ create: { width: 1_440, height: 1_080, channels: 3, background: paper } })
    .composite([{ input: { create: square }, left: 0, top: 0 }])
    .webp({ lossless: true })
    .toBuffer();
}

function timeline(): TimelineEvent[] {
  const at = (seconds: number, event: object): TimelineEvent =>
    TimelineEvent.parse({ seq: 0, wallMs: 0, monoUs: seconds * 1_000_000, ...event });
  const size = { width: 1_440, height: 1_080 };
  const show = (page: number) => ({
    ...{ type: 'slide.show', deckId: 'd', title: 'Kopi Solok', page },
    ...{ key: pages[page]?.key, ...size },
  });
  return [
    at(0, { type: 'record.on' }),
    at(1.5, show(0)),
    at(3, show(1)),
    at(5, { type: 'slide.hide' }),
  ];
}

test.each([
  [0, 1.7],
  [0, 2.8],
  [1, 3.2],
  [1, 4.8],
])(
  'page %i is seen at %d s, whole, with sharp edges, and paper around it',
  async (page, second) => {
    const { place } = entries.find(({ slots }) => slots[0]?.slide)!.slots[0]!.slide!;
    const { paper, corner } = pages[page]!;
    const near = async (x: number, y: number, hex: string): Promise<void> => {
      const seen = await colourAt(playlist, second, { x: place.x + x, y: place.y + y });
      expect(colourDistance(seen, hex)).toBeLessThan(14);
    };
    const square = (54 * place.width) / 1_440;
    await near(square / 2, square / 2, corner);
    // Two pixels beyond the square's edge nothing of it is left.
    await near(Math.ceil(square) + 6, square / 2, paper);
    await near(place.width - 8, place.height - 8, paper);
    await near(-10, place.height / 2, palette.paper);
  },
);

test('before the first page and after the last the speaker is seen again', async () => {
  expect(entries.map(({ layout }) => layout)).toEqual(['full', 'screen', 'screen', 'full']);
  for (const second of [0.5, 5.5]) {
    const seen = await colourAt(playlist, second, { x: 40, y: 40 });
    expect(colourDistance(seen, palette.surface)).toBeLessThan(14);
  }
});

test.each(['1080p', '720p', '360p'])(
  'a page without a face beside it has every other frame of %s, on the same grid',
  async (name) => {
    const file = path.join(hls, name, 'index.m3u8');
    const packets = await videoPackets(file);
    const frames = packets.map(({ pts }) => pts / 3_000).toSorted((a, b) => a - b);
    const wanted = Array.from({ length: 180 }, (_, frame) => frame).filter((frame) => {
      const part = entries.find(({ endFrame }) => frame < endFrame)!;
      return part.layout === 'full' || frame === part.startFrame || frame % 2 === 0;
    });
    expect(frames).toEqual(wanted);
    expect(await playingErrors(file)).toEqual([]);
  },
);

test('a page has its own sharpness in 1080p', async () => {
  const { place } = entries.find(({ slots }) => slots[0]?.slide)!.slots[0]!.slide!;
  const directory = path.join(hls, '1080p');
  const playlist1080 = await readFile(path.join(directory, 'index.m3u8'), 'utf8');
  const own = playlist1080.split('\n').filter((line) => /^\d+\.m4s$/.test(line));
  const alone = path.join(root, 'sharp.mp4');
  const pieces = ['init.mp4', ...own].map((name) => readFile(path.join(directory, name)));
  await writeFile(alone, Buffer.concat(await Promise.all(pieces)));
  // Both pages: four pixels beyond the square's edge nothing of it is left, of 54 by 54 scaled by no more than needed.
  const square = (54 * place.width * 1.5) / 1_440;
  const near = async (dx: number, hex: string): Promise<void> => {
    const point = {
      x: Math.round(place.x * 1.5 + dx),
      y: Math.round(place.y * 1.5 + square / 2),
    };
    expect(colourDistance(await colourAt(alone, 0.2, point), hex)).toBeLessThan(14);
  };
  await near(square / 2, pages[0].corner);
  await near(Math.ceil(square) + 6, pages[0].paper);
});
