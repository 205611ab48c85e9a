import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { chunksStep, type ChunksOutput } from '../../media/steps/chunks.ts';
import { editStep, type EditOutput } from '../../media/steps/edit.ts';
import { packageStep, type PackageOutput } from '../../media/steps/package.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { openStepTools, type ToolsFor } from './step-tools.ts';
import { makeBeeps, makeCameraTake, makeEnvelope } from './synthetic-takes.ts';

export const durationMs = 27_000;
export const titles = {
  libraryName: 'Perpustakaan',
  seriesTitle: 'Klub Buku',
  sessionTitle: 'Bab satu',
  coverKey: undefined,
};
const rina = { peerId: 'rina', displayName: 'Rina Wulandari' };
const budi = { peerId: 'budi', displayName: 'Budi <&> "Santoso" 📚' };
const marks = [{ atMs: 12_000, title: 'Pertanyaan --> pertama & terakhir' }];

/** A session from its takes to its package, made by the real steps. */
export type VideoSession = {
  root: string;
  store: ObjectStore;
  takes: RemuxedTake[];
  edit: EditOutput;
  chunks: ChunksOutput['chunks'];
  made: PackageOutput;
  toolsFor: ToolsFor;
  close(): Promise<void>;
};

/**
 * Rina's camera changes its size twice and is off from 11 s to 16 s, Budi comes late and leaves early, a screen of another
 * shape is shared, and all of them flash each second, when the sound beeps.
 */
export async function makeVideoSession(): Promise<VideoSession> {
  // A space, since people's directories have them.
  const root = await mkdtemp(path.join(tmpdir(), 'serambi video '));
  const toolsFor = await openStepTools(root);
  const { store } = await toolsFor('store');

  const takes = await makeTakes(root);
  const stems = [
    await spoken(root, 'rina', [0, 10], [20, 27]),
    await spoken(root, 'budi', [10, 20]),
  ];
  const audioFile = path.join(root, 'audio.m4a');
  await makeBeeps(audioFile, durationMs);

  const input = { sessionTitle: 'Bab satu', language: 'id', durationMs, takes, stems, marks };
  const edit = await editStep.run({ ...input, answers: [] }, await toolsFor('edit'));
  const { entries, chapters } = edit;
  const { chunks } = await chunksStep.run({ entries, takes, titles }, await toolsFor('chunks'));
  const made = await packageStep.run(
    { durationMs, chunks, entries, chapters, audioFile, language: 'id' },
    await toolsFor('package'),
  );
  const close = (): Promise<void> => rm(root, { recursive: true, force: true });
  return { root, store, takes, edit, chunks, made, toolsFor, close };
}

async function makeTakes(root: string): Promise<RemuxedTake[]> {
  const size = { width: 640, height: 360 };
  return [
    await makeCameraTake(root, {
      ...rina,
      takeId: 'rina-camera',
      source: 'camera',
      colour: '0x5577AA',
      fps: 30,
      pieces: [
        { fromSecond: 0, toSecond: 6, ...size },
        { fromSecond: 6, toSecond: 9, width: 320, height: 180 },
        { fromSecond: 9, toSecond: 11, ...size },
        { fromSecond: 16, toSecond: 27, ...size },
      ],
    }),
    await makeCameraTake(root, {
      ...budi,
      takeId: 'budi-camera',
      source: 'camera',
      colour: '0x557755',
      fps: 30,
      // Leaves three frames after a chunk began: the shortest part there is.
      pieces: [{ fromSecond: 4.3, toSecond: 24.1, width: 640, height: 480 }],
    }),
    await makeCameraTake(root, {
      ...rina,
      takeId: 'rina-screen',
      source: 'screen',
      colour: '0x666688',
      fps: 5,
      pieces: [{ fromSecond: 18, toSecond: 22, width: 1280, height: 800 }],
    }),
  ];
}

async function spoken(root: string, peerId: string, ...speech: [number, number][]) {
  const envelope = path.join(root, `${peerId}.f32`);
  await makeEnvelope(envelope, durationMs, speech);
  return { peerId, envelope, loudnessLufs: -20 };
}
