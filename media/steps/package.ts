import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Chapter } from '../../server/protocol/rest.ts';
import { both } from '../ffmpeg/both.ts';
import type { Step } from '../jobs/step.ts';
import { appleChapters, chaptersVtt, podcastChapters } from '../plan/chapter-files.ts';
import type { EditEntry } from '../plan/edit-list.ts';
import { multivariantPlaylist } from '../plan/hls-playlists.ts';
import { ladder, sharpRung, type Rung } from '../plan/ladder.ts';
import { sectionSeconds } from '../plan/seams.ts';
import { thumbnailsVtt } from '../plan/thumbnails.ts';
import type { ChunksOutput } from './chunks.ts';
import { drawPoster, drawScrubbing } from './draw-stills.ts';
import { checkPackage } from './check-package.ts';
import { findSections } from './find-sections.ts';
import { packageAudio, packageIFrames, packageVideo } from './package-renditions.ts';

export type PackageInput = {
  /** Of the programme, and so are the chapters' times. */
  durationMs: number;
  chunks: ChunksOutput['chunks'];
  /** Those that are seen: see keepEntries. */
  entries: readonly EditEntry[];
  chapters: readonly Chapter[];
  /** AAC in MP4 (m4a), 48 kHz stereo, as long as the programme. */
  audioFile: string;
  /** Of the series, ISO 639-1. */
  language: string;
};

/** Paths are relative to `directory`, with slashes. */
export type PackageOutput = {
  directory: string;
  masterFile: string;
  posterFile: string;
  thumbnailsFile: string;
  /** `application/json+chapters`; `chapters.vtt` lies beside it. */
  chaptersFile: string;
  /** Peak bits per second of the best variant with its sound. */
  bandwidth: number;
};

/** Makes everything that is published of the picture: HLS, chapters, poster and pictures for the progress bar. */
export const packageStep: Step<PackageInput, PackageOutput> = {
  name: 'package',
  version: 4,
  async run(input, tools) {
    const { durationMs, chunks, entries, chapters, audioFile, language } = input;
    const directory = path.join(tools.workDir, 'package');
    // Cheap to make and hard to repair: a second attempt begins anew.
    await rm(directory, { recursive: true, force: true });
    const hls = path.join(directory, 'hls');
    await mkdir(hls, { recursive: true });

    const sections = await findSections(chunks.flatMap(({ parts }) => parts));
    const [bestRung, smallestRung]: readonly [Rung, Rung] = ladder;
    const smallest = await packageVideo(smallestRung, sections, hls, tools.signal);
    tools.progress(0.1);
    const stills = {
      ...{ durationMs, directory, playlist: path.join(hls, smallest.uri) },
      onProgress: (fraction: number): void => tools.progress(0.1 + 0.8 * fraction),
    };
    const packageOthers = async () => {
      const best = await packageVideo(bestRung, sections, hls, tools.signal);
      const video = [best, smallest];
      // Last, so that nobody begins with it: whoever believes the first variant may be on a phone.
      const isSharp = chunks.some(({ parts }) =>
        parts.some(({ files }) => sharpRung.name in files),
      );
      if (isSharp) video.push(await packageVideo(sharpRung, sections, hls, tools.signal, best));
      const audio = await packageAudio(audioFile, hls, best.segments);
      checkPackage({ durationMs, video, audio });
      await drawPoster({ directory, entries, chunks }, tools);
      return { video, audio };
    };
    // The long one, on another core.
    const scrubbed = drawScrubbing(stills, tools);
    const [scrubbing, { video, audio }] = await both(scrubbed, packageOthers());
    const iFrames = await packageIFrames(
      ...([scrubbing.iFramesFile, hls, durationMs] as const),
      sectionSeconds(smallest.segments),
    );

    const write = (name: string, text: string): Promise<void> =>
      writeFile(path.join(directory, name), text);
    await write('thumbnails.vtt', thumbnailsVtt(durationMs, scrubbing.intervalSeconds));
    await write('chapters.vtt', chaptersVtt(chapters, durationMs));
    await write('chapters.json', podcastChapters(chapters));
    await write('hls/chapters.json', appleChapters(chapters, durationMs, language));
    const playlist = { audio: audio.playlist(language), video, iFrames };
    await write(
      'hls/master.m3u8',
      multivariantPlaylist({ ...playlist, chaptersUri: 'chapters.json' }),
    );
    tools.progress(1);
    return {
      directory,
      masterFile: 'hls/master.m3u8',
      posterFile: 'poster.jpg',
      thumbnailsFile: 'thumbnails.vtt',
      chaptersFile: 'chapters.json',
      bandwidth:
        Math.max(...video.map(({ bandwidth }) => bandwidth.peak)) + audio.bandwidth.peak,
    };
  },
};
