import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  framesPerSecond,
  presentationDelayFrames,
  segmentFrames,
  ticksPerFrame,
  videoTimescale,
} from '../plan/frame-grid.ts';
import { initSegment, mediaSegment, type FragmentSample } from './fragment.ts';
import { readSamples } from './read-samples.ts';
import { readTrack, type Track } from './sample-table.ts';

export type WrittenSegment = { name: string; bytes: number; durationSeconds: number };
export type WrittenRendition = { track: Track; segments: WrittenSegment[] };

export const initName = 'init.mp4';

const delayTicks = presentationDelayFrames * ticksPerFrame;

/**
 * Joins encoded parts into one CMAF track: an initialisation segment and media segments of six seconds, each beginning
 * with a keyframe; shorter ones where a host has cut. Throws when parts differ in codec, lack frames, or have keyframes
 * too far apart.
 */
export async function writeVideoRendition(
  parts: readonly { file: string; frames: number }[],
  directory: string,
): Promise<WrittenRendition> {
  const segments: WrittenSegment[] = [];
  let track: Track | undefined;
  let pending: FragmentSample[] = [];
  /** From one keyframe to the next: closed, so that a segment may begin with any. */
  let group: FragmentSample[] = [];
  let written = 0;

  const flush = async (): Promise<void> => {
    if (pending.length === 0) return;
    const bytes = mediaSegment(segments.length + 1, written * ticksPerFrame, pending);
    segments.push(
      await writeSegment(directory, segments.length, bytes, pending.length / framesPerSecond),
    );
    written += pending.length;
    pending = [];
  };
  const endGroup = async (): Promise<void> => {
    if (group.length > segmentFrames) throw new Error(`no keyframe in ${group.length} frames`);
    if (pending.length + group.length > segmentFrames) await flush();
    pending.push(...group);
    group = [];
  };

  let partStart = 0;
  for (const part of parts) {
    const partTrack = await readTrack(part.file);
    track ??= partTrack;
    checkPart(part, partTrack, track);
    for await (const { bytes, pts, sync } of readSamples(part.file, partTrack)) {
      if (sync) await endGroup();
      const decodeFrame = written + pending.length + group.length;
      const shownFrame = partStart + pts / ticksPerFrame;
      if (group.length === 0 && !(sync && shownFrame === decodeFrame)) {
        throw new Error(`no keyframe at frame ${decodeFrame}, where one must be`);
      }
      const shift = delayTicks + (shownFrame - decodeFrame) * ticksPerFrame;
      if (shift < 0) throw new Error(`frame ${shownFrame} would be shown before it is decoded`);
      group.push({ bytes, duration: ticksPerFrame, shift, sync });
    }
    partStart += part.frames;
  }
  await endGroup();
  await flush();
  if (!track) throw new Error('nothing to write');
  await writeFile(path.join(directory, initName), initSegment(track));
  return { track, segments };
}

/**
 * Cuts an AAC file into segments where the picture's end, to the nearest frame of 1024 samples. The encoder's priming
 * is left out, so that the first sample heard is the programme's first.
 */
export async function writeAudioRendition(
  file: string,
  directory: string,
  videoSegments: readonly { durationSeconds: number }[],
): Promise<WrittenRendition> {
  const track = await readTrack(file);
  if (track.kind !== 'audio') throw new Error(`${file} has no sound`);
  const heard = { ...track, samples: track.samples.filter(({ pts }) => pts >= 0) };
  const startTicks = (presentationDelayFrames * track.timescale) / framesPerSecond;
  const segments: WrittenSegment[] = [];
  let pending: FragmentSample[] = [];
  let written = 0;
  let due = videoSegments[0]?.durationSeconds ?? 0;

  const flush = async (): Promise<void> => {
    if (pending.length === 0) return;
    const decodeTicks = startTicks + written * aacFrame;
    const bytes = mediaSegment(segments.length + 1, decodeTicks, pending);
    const durationSeconds = (pending.length * aacFrame) / track.timescale;
    segments.push(await writeSegment(directory, segments.length, bytes, durationSeconds));
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
    const sample = { bytes, duration, shift: delayTicks, sync: true };
    const piece = mediaSegment(frames.length + 1, frames.length * duration, [sample]);
    frames.push({ offset, bytes: piece.length });
    pieces.push(piece);
    offset += piece.length;
  }
  await writeFile(output, Buffer.concat(pieces));
  return { track, initBytes: init.length, frames };
}

function checkPart(part: { file: string; frames: number }, track: Track, first: Track): void {
  if (track.samples.length !== part.frames) {
    throw new Error(
      `${part.file} has ${track.samples.length} frames instead of ${part.frames}`,
    );
  }
  if (track.timescale !== videoTimescale) throw new Error(`${part.file} has another timescale`);
  if (!track.sampleDescription.equals(first.sampleDescription)) {
    throw new Error(`${part.file} was encoded differently from the parts before it`);
  }
}

async function writeSegment(
  directory: string,
  index: number,
  bytes: Buffer,
  durationSeconds: number,
): Promise<WrittenSegment> {
  const name = `${`${index}`.padStart(5, '0')}.m4s`;
  await writeFile(path.join(directory, name), bytes);
  return { name, bytes: bytes.length, durationSeconds };
}
