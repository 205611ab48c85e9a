import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { channelCount, codecString, widestCodec } from '../mp4/codec-string.ts';
import { ffmpegSettings } from '../ffmpeg/ffmpeg-settings.ts';
import { writeAudioRendition, writeIFrames } from '../mp4/write-rendition.ts';
import type { WrittenSegment } from '../mp4/write-segment.ts';
import { writeVideoRendition } from '../mp4/write-video.ts';
import { framesPerSecond, segmentFrames } from '../plan/frame-grid.ts';
import { measureBandwidth, type Bandwidth } from '../plan/hls-bandwidth.ts';
import {
  iFramePlaylist,
  mediaPlaylist,
  type AudioRendition,
  type VideoRendition,
} from '../plan/hls-playlists.ts';
import type { Rung } from '../plan/ladder.ts';
import { languageName } from '../plan/language-code.ts';
import { iFrameSeconds } from './draw-stills.ts';
import type { RenderedPart } from './render-part.ts';

const segmentSeconds = segmentFrames / framesPerSecond;

/** A rendition on disk, ready to be named in the multivariant playlist. */
export type PackagedVideo = VideoRendition & { segments: WrittenSegment[] };
export type PackagedAudio = {
  segments: WrittenSegment[];
  bandwidth: Bandwidth;
  playlist(language: string): AudioRendition;
};

/**
 * Writes one quality of the picture. Where parts were not drawn in it, it borrows the segments of `lender`, as they are:
 * nothing is encoded, or stored, twice.
 */
export async function packageVideo(
  rung: Rung,
  sections: readonly RenderedPart[][],
  hls: string,
  signal: AbortSignal,
  lender?: PackagedVideo,
): Promise<PackagedVideo> {
  const directory = await makeDirectory(hls, rung.name);
  const lent = lender ? lendSegments(lender) : [];
  const { tracks, segments } = await writeVideoRendition(
    sections.map((parts, index) => {
      const own = parts.flatMap(({ frames, files }) => {
        const file = files[rung.name];
        return file === undefined ? [] : [{ frames, file }];
      });
      return own.length === parts.length ? own : { lent: lent[index] ?? [] };
    }),
    directory,
    () => ffmpegSettings.gate.room(signal),
  );
  await writePlaylist(directory, segments);
  return {
    uri: `${rung.name}/index.m3u8`,
    codecs: widestCodec([
      ...tracks.map(({ sampleDescription }) => codecString(sampleDescription)),
      ...(lender ? [lender.codecs] : []),
    ]),
    width: rung.width,
    height: rung.height,
    bandwidth: measure(segments, segmentSeconds),
    segments,
  };
}

/** A rendition's segments by section, as they are named beside its directory. */
function lendSegments({ uri, segments }: PackagedVideo): WrittenSegment[][] {
  const from = (name: string): string => `../${path.posix.join(path.posix.dirname(uri), name)}`;
  const sections: WrittenSegment[][] = [];
  for (const segment of segments) {
    if (segment.isSeam || sections.length === 0) sections.push([]);
    const { name, initName } = segment;
    sections.at(-1)?.push({ ...segment, name: from(name), initName: from(initName) });
  }
  return sections;
}

export async function packageAudio(
  file: string,
  hls: string,
  /** The picture's, whose boundaries the sound follows. */
  videoSegments: readonly WrittenSegment[],
): Promise<PackagedAudio> {
  const directory = await makeDirectory(hls, 'audio');
  const { track, segments } = await writeAudioRendition(file, directory, videoSegments);
  await writePlaylist(directory, segments);
  const bandwidth = measure(segments, segmentSeconds);
  return {
    segments,
    bandwidth,
    playlist: (language) => ({
      uri: 'audio/index.m3u8',
      codecs: codecString(track.sampleDescription),
      channels: channelCount(track.sampleDescription),
      language,
      name: languageName(language),
      bandwidth,
    }),
  };
}

export async function packageIFrames(
  file: string,
  hls: string,
  durationMs: number,
  /** Of the picture, in seconds: see sectionSeconds. */
  sections: readonly number[],
): Promise<VideoRendition> {
  const directory = await makeDirectory(hls, 'iframes');
  const name = 'iframes.mp4';
  const { track, initBytes, frames } = await writeIFrames(
    file,
    path.join(directory, name),
    iFrameSeconds,
  );
  const sectionAt = (seconds: number): number => {
    let start = 0;
    return sections.filter((length) => (start += length) <= seconds + 1e-6).length;
  };
  const timed = frames.map((frame, index) => {
    const seconds = index * iFrameSeconds;
    const left = durationMs / 1_000 - seconds;
    // The last one stands for what is left, which is never nothing.
    const durationSeconds = Math.max(0.1, Math.min(iFrameSeconds, left));
    const seams = index === 0 ? 0 : sectionAt(seconds) - sectionAt(seconds - iFrameSeconds);
    return { ...frame, durationSeconds, seams };
  });
  const playlist = { targetSeconds: iFrameSeconds, uri: name, initBytes, frames: timed };
  await writeFile(path.join(directory, 'index.m3u8'), iFramePlaylist(playlist));
  return {
    uri: 'iframes/index.m3u8',
    codecs: codecString(track.sampleDescription),
    width: track.width,
    height: track.height,
    bandwidth: measure(timed, iFrameSeconds),
  };
}

async function makeDirectory(hls: string, name: string): Promise<string> {
  const directory = path.join(hls, name);
  await mkdir(directory, { recursive: true });
  return directory;
}

async function writePlaylist(
  directory: string,
  segments: readonly WrittenSegment[],
): Promise<void> {
  const playlist = {
    targetSeconds: segmentSeconds,
    segments: segments.map(({ name, initName, durationSeconds, isSeam }) => ({
      ...{ uri: name, initUri: initName, durationSeconds, isSeam },
    })),
  };
  await writeFile(path.join(directory, 'index.m3u8'), mediaPlaylist(playlist));
}

function measure(
  segments: readonly { bytes: number; durationSeconds: number }[],
  targetSeconds: number,
): Bandwidth {
  return measureBandwidth(
    segments.map(({ bytes, durationSeconds }) => ({
      bytes,
      durationMs: durationSeconds * 1_000,
    })),
    targetSeconds * 1_000,
  );
}
