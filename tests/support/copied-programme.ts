import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { noClips } from '../../media/plan/clips.ts';
import type { EditEntry } from '../../media/plan/edit-list.ts';
import { showEntries } from '../../media/plan/show-entries.ts';
import { chunksStep, type ChunksOutput } from '../../media/steps/chunks.ts';
import { editStep } from '../../media/steps/edit.ts';
import { packageStep, type PackageOutput } from '../../media/steps/package.ts';
import type { StepTools } from '../../media/jobs/step.ts';
import { makeH264Take } from './h264-takes.ts';
import { openStepTools, type ToolsFor } from './step-tools.ts';
import { makeBeeps, makeEnvelope } from './synthetic-takes.ts';

export const copiedMs = 56_000;
export const copiedTitles = {
  ...{ libraryName: 'Perpustakaan', seriesTitle: 'Klub Buku', sessionTitle: 'Bab satu' },
  coverKey: undefined,
};
/** Where the best rendition is taken over from the camera, in frames; seams are at their ends. */
export const copiedSpans = [
  [180, 579],
  [636, 1_035],
  [1_275, 1_674],
] as const;

export type CopiedProgramme = {
  take: RemuxedTake;
  /** Those that are seen. */
  entries: EditEntry[];
  chunks: ChunksOutput['chunks'];
  made: PackageOutput;
  toolsFor: ToolsFor;
};

/**
 * One person alone in broadcast mode, from the remuxed take to the package: a keyframe every 57 frames from frame 9 on, one
 * picture lost at 20.1 s, a small size from 34.5 s to 42.5 s, and other parameter sets after it.
 */
export async function makeCopiedProgramme(
  folder: string,
  changes: Partial<StepTools> = {},
): Promise<CopiedProgramme> {
  const toolsFor = await openStepTools(folder);
  await mkdir(folder, { recursive: true });
  const full = { width: 1_280, height: 720, keyframeEvery: 57 };
  const take = await makeH264Take(folder, {
    ...{ takeId: 'rina-camera', peerId: 'rina', displayName: 'Rina Wulandari' },
    firstFrame: 9,
    pieces: [
      { ...full, frames: 18 * 57 },
      { ...full, frames: 240, width: 640, height: 360, bitrate: 400_000 },
      { ...full, frames: 400, references: 2 },
    ],
    lost: [593],
  });
  const envelope = path.join(folder, 'rina.f32');
  await makeEnvelope(envelope, copiedMs, [[0, copiedMs / 1_000]]);
  const audioFile = path.join(folder, 'audio.m4a');
  await makeBeeps(audioFile, copiedMs);
  const edit = await editStep.run(
    {
      ...{ sessionTitle: 'Bab satu', language: 'id', durationMs: copiedMs, takes: [take] },
      ...{ stems: [{ peerId: 'rina', envelope }], marks: [], answers: [] },
    },
    await toolsFor('edit'),
  );
  const entries = showEntries(edit.entries, {
    ...{ durationMs: copiedMs, cuts: [], answers: [], clips: noClips },
  });
  const { chunks } = await chunksStep.run(
    { entries, takes: [take], titles: copiedTitles },
    await toolsFor('chunks', changes),
  );
  const { chapters } = edit;
  const made = await packageStep.run(
    { durationMs: copiedMs, chunks, entries, chapters, audioFile, language: 'id' },
    await toolsFor('package'),
  );
  return { take, entries, chunks, made, toolsFor };
}
