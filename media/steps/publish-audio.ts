import { AppError } from '../../server/platform/app-error.ts';
import type { Chapter } from '../../server/protocol/rest.ts';
import type { Step, StepTools } from '../jobs/step.ts';
import { episodePrefix, immutable } from '../plan/object-keys.ts';
import type { Stretch } from '../plan/stretches.ts';
import type { EpisodeAudio, EpisodeRepository } from '../store/episode-repository.ts';
import type { TranscriptRepository } from '../store/transcript-repository.ts';
import type { AudioFile, AudioOutput } from './audio.ts';
import { createTranscriptPublisher } from './publish-transcript.ts';

export type PublishAudioInput = {
  audio: AudioOutput;
  /** Of the recording. A new one is published anew, whatever was before. */
  revision: number;
  /** Of the programme. */
  chapters: Chapter[];
  editsVersion: number;
  cuts: Stretch[];
  seriesId: string;
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
    version: 3,
    async run({ audio, revision, seriesId, title, notes, publishMode, ...told }, tools) {
      const { recordingId } = tools;
      const draft = { seriesId, title, notes };
      const { episodeId, hasPictures } = await episodes.findOrCreate(recordingId, draft);
      const prefix = episodePrefix(episodeId, revision, audio.contentHash);

      const mp3 = await upload(audio.mp3, `${prefix}/audio.mp3`, 'audio/mpeg', tools);
      tools.progress(0.5);
      const m4a = await upload(audio.m4a, `${prefix}/audio.m4a`, 'audio/mp4', tools);
      tools.progress(0.9);

      const published: EpisodeAudio = {
        ...told,
        revision,
        durationMs: audio.durationMs,
        mp3,
        m4a,
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

/** Uploads, then asks the store how much it has: the feed's length must be true to the byte. */
async function upload(
  { file, bytes }: AudioFile,
  key: string,
  contentType: string,
  { store, signal }: StepTools,
): Promise<{ key: string; bytes: number }> {
  await store.put(key, { file }, { contentType, cacheControl: immutable }, signal);
  const stored = await store.find(key);
  if (stored?.size !== bytes) {
    throw new AppError(
      'unavailable',
      `The object store kept ${stored?.size ?? 0} of ${bytes} bytes of ${key}.`,
    );
  }
  return { key, bytes };
}
