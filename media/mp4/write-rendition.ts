import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { videoTimescale } from '../plan/frame-grid.ts';
import type { SeamedSegment } from '../plan/seams.ts';
import { initSegment, mediaSegment, type FragmentSample } from './fragment.ts';
import { readSamples } from './read-samples.ts';
import { readTrack, type Track } from './sample-table.ts';
import { initFile, writeSegment, type WrittenSegment } from './write-segment.ts';

export type WrittenAudio = { track: Track; segments: WrittenSegment[] };

/**
 * Cuts an AAC file into segments where the picture's end, to the nearest frame of 1024 samples. The encoder's priming
 * is left out, so that the first sample heard is the programme's first. Seams are where the picture has them.
 */
export async function writeAudioRendition(
  file: string,
  directory: string,
  videoSegments: readonly SeamedSegment[],
): Promise<WrittenAudio> {
  const track = await readTrack(file);
  if (track.kind !== 'audio') throw new Error(`${file} has no sound`);
  const heard = { ...track, samples: track.samples.filter(({ pts }) => pts >= 0) };
  const segments: WrittenSegment[] = [];
  const initName = initFile(0);
  let pending: FragmentSample[] = [];
  let written = 0;
  let due = videoSegments[0]?.durationSeconds ?? 0;

  const flush = async (): Promise<void> => {
    if (pending.length === 0) return;
    const bytes = mediaSegment(segments.length + 1, written * aacFrame, pending);
    const durationSeconds = (pending.length * aacFrame) / track.timescale;
    const isSeam = videoSegments[segments.length]?.isSeam ?? false;
    const about = { durationSeconds, initName, isSeam };
    segments.push(await writeSegment(directory, segments.length, bytes, about));
    written += pending.length;
    pending = [];
  };

  for await (const { bytes } of readSamples(file, heard)) {
    const seconds = ((written + pending.length + 0.5) * aacFrame) / track.timescale;
    // The last segment takes what little sound outlasts the picture.
    if (seconds >= due && segments.length + 1 < videoSegments.length) {
      await flush();
      due += videoSegments[segments.length]?.durationSeconds ?? 0;
    }
    pending.push({ bytes, duration: aacFrame, shift: 0, sync: true });
  }
  await flush();
  await writeFile(path.join(directory, initName), initSegment(track));
  return { track, segments };
}

/** Samples in every AAC-LC frame. */
const aacFrame = 1_024;

export type WrittenIFrames = {
  track: Track;
  initBytes: number;
  frames: { offset: number; bytes: number }[];
};

/** One file for scrubbing: each picture of an all-intra encode as a fragment of its own, to be fetched by range. */
export async function writeIFrames(
  file: string,
  output: string,
  secondsApart: number,
): Promise<WrittenIFrames> {
  const track = await readTrack(file);
  const init = initSegment(track);
  const pieces = [init];
  const frames: WrittenIFrames['frames'] = [];
  let offset = init.length;
  const duration = secondsApart * videoTimescale;
  for await (const { bytes } of readSamples(file, track)) {
    const sample = { bytes, duration, shift: 0, sync: true };
    const piece = mediaSegment(frames.length + 1, frames.length * duration, [sample]);
    frames.push({ offset, bytes: piece.length });
    pieces.push(piece);
    offset += piece.length;
  }
  await writeFile(output, Buffer.concat(pieces));
  return { track, initBytes: init.length, frames };
}
