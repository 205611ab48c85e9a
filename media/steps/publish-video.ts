import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { PublishedObject } from '../contract/published-objects.ts';
import { inLanes } from '../ffmpeg/in-lanes.ts';
import type { Step } from '../jobs/step.ts';
import { episodePrefix, immutable } from '../plan/object-keys.ts';
import type { EpisodeAudio, EpisodeRepository } from '../store/episode-repository.ts';
import type { PackageOutput } from './package.ts';
import type { TranscriptKeys, TranscriptRepository } from '../store/transcript-repository.ts';
import { createTranscriptPublisher } from './publish-transcript.ts';
import { putPublished } from './put-published.ts';

/** Objects on their way at a time: each waits for the disk, or for an answer, longer than it takes to send. */
const uploads = 4;

/** What becomes known of an episode with its picture. Keys are object keys. */
export type EpisodeVideo = TranscriptKeys & {
  hlsKey: string;
  hlsBandwidth: number;
  posterKey: string;
  thumbnailsKey: string;
  chaptersKey: string;
  /** False when the picture is a title card only: a session of sound alone. */
  hasVideo: boolean;
  objects: PublishedObject[];
};

export type PublishVideoInput = {
  episodeId: string;
  hasVideo: boolean;
  package: PackageOutput;
  /** Told again with the picture: a new revision appears as a whole. */
  audio: EpisodeAudio;
};

export type PublishVideoOutput = EpisodeVideo & { prefix: string };

/**
 * Uploads the package and points the episode at it. Whoever sees the multivariant playlist can fetch everything in it:
 * it goes up last. The directory's name holds a hash of its content, so a finished upload is never written over.
 */
export function createPublishVideoStep(
  episodes: Pick<EpisodeRepository, 'setMedia'>,
  transcripts: TranscriptRepository,
): Step<PublishVideoInput, PublishVideoOutput> {
  return {
    name: 'publish-video',
    version: 3,
    async run({ episodeId, hasVideo, package: made, audio }, tools) {
      const { recordingId, revision, store, signal } = tools;
      const files = await listFiles(made.directory);
      const hash = await hashFiles(made.directory, files);
      const prefix = episodePrefix(episodeId, revision, hash);
      const objects: PublishedObject[] = [];
      let done = 0;
      const put = async (name: string): Promise<PublishedObject> => {
        signal.throwIfAborted();
        const file = path.join(made.directory, name);
        const published = { key: `${prefix}/${name}`, file, meta: metaOf(name) };
        const object = await putPublished(published, tools);
        tools.progress((done += 1) / (files.length + 1));
        return object;
      };
      for (const ready of byReadiness(files))
        objects.push(...(await inLanes(ready, put, undefined, uploads)));
      const hlsKey = `${prefix}/${made.masterFile}`;
      const { mp3, cuts, leadMs, durationMs } = audio;
      const media = { mp3Key: mp3.key, hlsKey, cuts, leadMs, durationMs };
      const words = createTranscriptPublisher({ transcripts, store });
      const video: EpisodeVideo = {
        ...(await words.prepare(recordingId, media)),
        hlsKey,
        hlsBandwidth: made.bandwidth,
        posterKey: `${prefix}/${made.posterFile}`,
        thumbnailsKey: `${prefix}/${made.thumbnailsFile}`,
        chaptersKey: `${prefix}/${made.chaptersFile}`,
        hasVideo,
        objects,
      };
      await episodes.setMedia(episodeId, audio, video);
      // Published by a host in between.
      await words.publish(recordingId);
      return { ...video, prefix };
    },
  };
}

const contentTypes: Record<string, string> = {
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.mp4': 'video/mp4',
  '.m4s': 'video/iso.segment',
  '.vtt': 'text/vtt; charset=utf-8',
  '.jpg': 'image/jpeg',
};

function metaOf(name: string) {
  // Two kinds of chapters: podcast apps know theirs by its type.
  const json = name === 'chapters.json' ? 'application/json+chapters' : 'application/json';
  const audio = name.startsWith('hls/audio/') && !name.endsWith('.m3u8');
  const contentType = audio ? 'audio/mp4' : (contentTypes[path.extname(name)] ?? json);
  return { contentType, cacheControl: immutable };
}

/** What others point to goes first: segments and pictures, then media playlists, then the multivariant playlist. */
function byReadiness(names: readonly string[]): string[][] {
  const isPlaylist = (name: string): boolean => name.endsWith('.m3u8');
  const isMultivariant = (name: string): boolean => name.endsWith('/master.m3u8');
  return [
    names.filter((name) => !isPlaylist(name)),
    names.filter((name) => isPlaylist(name) && !isMultivariant(name)),
    names.filter(isMultivariant),
  ];
}

/** Relative, with slashes, in a fixed order. */
async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)))
    .map((name) => name.split(path.sep).join('/'))
    .toSorted();
}

/** Of everything that is published, hexadecimal. */
async function hashFiles(directory: string, files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const name of files) {
    hash.update(`${name}\n`);
    const content: AsyncIterable<Buffer> = createReadStream(path.join(directory, name));
    for await (const bytes of content) hash.update(bytes);
  }
  return hash.digest('hex');
}
