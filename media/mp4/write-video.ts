import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { segmentFrames, ticksPerFrame, videoTimescale } from '../plan/frame-grid.ts';
import { decodeTimes } from './decode-times.ts';
import { initSegment, mediaSegment, type FragmentSample } from './fragment.ts';
import { parameterSets, withParameterSets } from './parameter-sets.ts';
import { readSamples } from './read-samples.ts';
import { readTrack, type Sample, type Track } from './sample-table.ts';
import { initFile, writeSegment, type WrittenSegment } from './write-segment.ts';

/** Parts in a row that are encoded alike: see findSections. */
export type VideoSection = readonly { file: string; frames: number }[];

/** A section that another rendition lends: its segments, named from here. */
export type LentSection = { lent: readonly WrittenSegment[] };

export type WrittenVideo = {
  segments: WrittenSegment[];
  /** One for each form, in order of appearance. */
  tracks: Track[];
};

const segmentTicks = segmentFrames * ticksPerFrame;
/** No part has fewer than two pictures a second. */
const longestTicks = videoTimescale / 2;

type TimedSample = Sample & { bytes: Buffer };

/**
 * Joins encoded parts into one CMAF track: an initialisation segment for each form, and media segments of six seconds,
 * each beginning with a keyframe; shorter ones before a seam, and where a host has cut. Time runs on over seams. Throws
 * when parts of a section differ in codec, lack frames, or have keyframes too far apart.
 */
export async function writeVideoRendition(
  sections: readonly (VideoSection | LentSection)[],
  directory: string,
  /** Awaited before each segment. */
  mayWrite: () => Promise<void> = () => Promise.resolve(),
): Promise<WrittenVideo> {
  const segments: WrittenSegment[] = [];
  const tracks: Track[] = [];
  let startTicks = 0;
  for (const [index, section] of sections.entries()) {
    if ('lent' in section) {
      segments.push(...section.lent);
      startTicks += Math.round(sum(section.lent) * videoTimescale);
      continue;
    }
    const first = await readTrack(section[0]?.file ?? '');
    const known = tracks.findIndex((each) => isSameForm(each, first));
    const form = known < 0 ? tracks.push(first) - 1 : known;
    const initName = initFile(form);
    await writeFile(path.join(directory, initName), initSegment(first));
    const sets = sections.length > 1 ? parameterSets(first.sampleDescription) : undefined;
    let isSeam = index > 0;
    for await (const samples of sectionSegments(section, first)) {
      const [key] = samples;
      if (key && sets) key.bytes = withParameterSets(key.bytes, sets);
      const bytes = mediaSegment(segments.length + 1, startTicks, samples);
      const ticks = lengthOf(samples);
      const about = { durationSeconds: ticks / videoTimescale, initName, isSeam };
      await mayWrite();
      segments.push(await writeSegment(directory, segments.length, bytes, about));
      startTicks += ticks;
      isSeam = false;
    }
  }
  if (segments.length === 0) throw new Error('nothing to write');
  return { segments, tracks };
}

/** A section's closed groups of pictures, as many to a segment as fit. */
async function* sectionSegments(
  section: VideoSection,
  form: Track,
): AsyncGenerator<FragmentSample[]> {
  let pending: FragmentSample[] = [];
  for (const part of section) {
    for await (const group of partGroups(part, form)) {
      if (lengthOf(group) > segmentTicks) {
        throw new Error(`no keyframe in ${lengthOf(group) / ticksPerFrame} frames`);
      }
      if (lengthOf(pending) + lengthOf(group) > segmentTicks) {
        yield pending;
        pending = [];
      }
      pending.push(...group);
    }
  }
  if (pending.length > 0) yield pending;
}

/** From one keyframe to the next: closed, so that a segment may begin with any. */
async function* partGroups(
  part: VideoSection[number],
  form: Track,
): AsyncGenerator<FragmentSample[]> {
  const track = await readTrack(part.file);
  checkPart(part, track, form);
  let group: TimedSample[] = [];
  for await (const sample of readSamples(part.file, track)) {
    if (sample.sync && group.length > 0) {
      yield timeGroup(group, sample.pts);
      group = [];
    }
    group.push(sample);
  }
  if (group.length > 0) yield timeGroup(group, part.frames * ticksPerFrame);
}

function timeGroup(group: readonly TimedSample[], endTicks: number): FragmentSample[] {
  const [first] = group;
  const firstShown = Math.min(...group.map(({ pts }) => pts));
  if (!first?.sync || first.pts !== firstShown) {
    throw new Error(`no keyframe at frame ${firstShown / ticksPerFrame} of a part`);
  }
  const decoded = decodeTimes(group.map(({ pts }) => pts));
  return group.map(({ bytes, pts, sync }, index) => {
    const decodeTicks = decoded[index] ?? 0;
    const duration = (decoded[index + 1] ?? endTicks) - decodeTicks;
    if (duration > longestTicks)
      throw new Error(`pictures are missing from tick ${decodeTicks}`);
    if (duration <= 0) throw new Error(`tick ${decodeTicks} is not before the one after it`);
    return { bytes, duration, shift: pts - decodeTicks, sync };
  });
}

const lengthOf = (samples: readonly FragmentSample[]): number =>
  samples.reduce((sum, { duration }) => sum + duration, 0);

const sum = (segments: readonly WrittenSegment[]): number =>
  segments.reduce((seconds, { durationSeconds }) => seconds + durationSeconds, 0);

const isSameForm = (a: Track, b: Track): boolean =>
  a.sampleDescription.equals(b.sampleDescription);

function checkPart(part: VideoSection[number], track: Track, form: Track): void {
  if (track.timescale !== videoTimescale) throw new Error(`${part.file} has another timescale`);
  if (track.samples[0]?.pts !== 0)
    throw new Error(`${part.file} does not begin at its beginning`);
  if (!isSameForm(track, form)) {
    throw new Error(`${part.file} was encoded differently from the parts before it`);
  }
}
