import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { RemuxedRecording } from '../../media/capture/remux-recording.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { createLanes } from '../../media/ffmpeg/create-lanes.ts';
import { planChunks } from '../../media/plan/chunk-plan.ts';
import { toMs } from '../../media/plan/frame-grid.ts';
import { planSlices } from '../../media/plan/sound-grid.ts';
import { arrangePictures } from '../../media/steps/arrange-pictures.ts';
import { hearAll } from '../../media/steps/hear-slices.ts';
import { openDrawing } from '../../media/steps/open-drawing.ts';
import type { LongSession } from './long-session.ts';
import { flashOnsets, toneOnsets } from './measure.ts';
import { openStepTools } from './step-tools.ts';

const titles = {
  ...{ libraryName: 'Perpustakaan', seriesTitle: 'Klub Buku', sessionTitle: 'Dua jam' },
  coverKey: undefined,
};

/** Of somebody who is seen in the last chunk: when their picture flashes and their stem beeps, in ms of the session. */
export type SeenAtEnd = { peerId: string; flashesMs: number[]; beepsMs: number[] };

/**
 * Draws the last chunk (24 s) and brings the last slice of sound (32 s at most) onto the session clock, by the pipeline's
 * own steps, and measures each person by themselves: a picture where it lies in the composition, a voice before the mix.
 */
export async function measureEnd(
  { recordingsDir, recordingId, durationMs }: LongSession,
  { takes }: RemuxedRecording,
): Promise<SeenAtEnd[]> {
  const root = path.join(recordingFiles(recordingsDir, recordingId).work, 'end');
  const toolsFor = await openStepTools(root);
  const { entries } = await arrangePictures({ durationMs, takes, stems: [] });
  const drawing = await openDrawing({ takes, titles }, await toolsFor('chunks'));
  const flashes = new Map<string, number[]>();
  for (const part of planChunks(entries).at(-1)?.parts ?? []) {
    const { files } = await drawing.draw(part);
    for (const { peerId, picture, rect } of part.entry.slots) {
      if (!picture) continue;
      const onsets = await flashOnsets(files['720p'] ?? '', 100, rect);
      const inSession = onsets.map((second) => toMs(part.startFrame) + 1_000 * second);
      flashes.set(peerId, [...(flashes.get(peerId) ?? []), ...inSession]);
    }
  }

  const slices = planSlices(durationMs).slice(-1);
  const startMs = slices[0]?.rendered.fromMs ?? 0;
  const lanes = availableParallelism();
  const tools = { ...(await toolsFor('slices')), inLane: createLanes(lanes) };
  const voices = await hearAll(takes, slices, tools, lanes);
  const seen: SeenAtEnd[] = [];
  for (const { group, stems } of voices) {
    const flashesMs = flashes.get(group.peerId);
    const [stem] = stems;
    if (!flashesMs || !stem) continue;
    const onsets = await toneOnsets(stem.file, 1_000);
    seen.push({
      peerId: group.peerId,
      flashesMs,
      beepsMs: onsets.map((second) => startMs + 1_000 * second),
    });
  }
  await rm(root, { recursive: true });
  return seen;
}
