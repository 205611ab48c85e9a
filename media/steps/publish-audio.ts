import type { Chapter } from '../../server/protocol/rest.ts';
import type { Step } from '../jobs/step.ts';
import { inLanes } from '../ffmpeg/in-lanes.ts';
import { episodePrefix, immutable } from '../plan/object-keys.ts';
import type { Stretch } from '../plan/stretches.ts';
import type { EpisodeAudio, EpisodeRepository } from '../store/episode-repository.ts';
import type { TranscriptRepository } from '../store/transcript-repository.ts';
import { createTranscriptPublisher } from './publish-transcript.ts';
import type { AudioOutput } from './audio.ts';
import { putPublished } from './put-published.ts';

export type PublishAudioInput = {
  audio: AudioOutput;
  /** Of the recording. A new one is published anew, whatever was before. */
  revision: number;
  /** Of the programme. */
  chapters: Chapter[];
  editsVersion: number;
  cuts: Stretch[];
  /** How much comes before the session. Ms. */
  leadMs: number;
  seriesId: string;
  /** Of the title and notes in the files. */
  textVersion: number;
  title: string;
  /** Show notes for an episode that has none yet. */
  notes: string;
  publishMode: 'automatic' | 'review';
};

export type PublishAudioOutput = {
  episodeId: string;
  /** Where this revision's objects lie; the video goes there too. */
  prefix: string;
  audio: EpisodeAudio;
};

/**
 * Puts the audio into the object store and the episode into the database. One recording has one episode: running this
 * again changes its files, never its code, guid, date, or what a host wrote. Where there are pictures already, of an
 * earlier revision, the new sound waits for its own: the two would tell different times.
 */
export function createPublishAudioStep(
  episodes: EpisodeRepository,
  transcripts: TranscriptRepository,
): Step<PublishAudioInput, PublishAudioOutput> {
  return {
    name: 'publish-audio',
    version: 4,
    async run({ audio, revision, seriesId, title, notes, publishMode, ...told }, tools) {
      const { recordingId } = tools;
      const draft = { seriesId, title, notes };
      const { episodeId, hasPictures } = await episodes.findOrCreate(
        { recordingId, revision },
        draft,
      );
      const prefix = episodePrefix(episodeId, revision, audio.contentHash);

      const files = [
        { name: 'audio.mp3', file: audio.mp3.file, contentType: 'audio/mpeg' },
        { name: 'audio.m4a', file: audio.m4a.file, contentType: 'audio/mp4' },
      ] as const;
      const [mp3, m4a] = await inLanes(
        files,
        ({ name, file, contentType }) =>
          putPublished(
            { key: `${prefix}/${name}`, file, meta: { contentType, cacheControl: immutable } },
            tools,
          ),
        (fraction) => tools.progress(0.9 * fraction),
        files.length,
      );

      const published: EpisodeAudio = {
        ...told,
        revision,
        durationMs: audio.durationMs,
        mp3: { key: mp3.key, bytes: mp3.bytes },
        m4a: { key: m4a.key, bytes: m4a.bytes },
        objects: [mp3, m4a],
        loudnessLufs: audio.mp3.loudness.lufs ?? undefined,
        truePeakDbtp: audio.mp3.loudness.truePeakDb ?? undefined,
      };
      if (!hasPictures) {
        await episodes.setAudio(episodeId, published);
        const { store } = tools;
        await createTranscriptPublisher({ transcripts, store }).publish(recordingId);
      }
      if (publishMode === 'automatic') await episodes.publishDraft(episodeId);
      return { episodeId, prefix, audio: published };
    },
  };
}
