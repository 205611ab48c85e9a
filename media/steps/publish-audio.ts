import { AppError } from '../../server/platform/app-error.ts';
import type { Chapter } from '../../server/protocol/rest.ts';
import type { Step, StepTools } from '../jobs/step.ts';
import { episodePrefix, immutable } from '../plan/object-keys.ts';
import type { EpisodeRepository } from '../store/episode-repository.ts';
import type { AudioFile, AudioOutput } from './audio.ts';

export type PublishAudioInput = {
  audio: AudioOutput;
  chapters: Chapter[];
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
  mp3Key: string;
};

/**
 * Puts the audio into the object store and the episode into the database. One recording has one episode: running this
 * again changes its files, never its code, guid, date, or what a host wrote.
 */
export function createPublishAudioStep(
  episodes: EpisodeRepository,
): Step<PublishAudioInput, PublishAudioOutput> {
  return {
    name: 'publish-audio',
    version: 1,
    async run({ audio, chapters, seriesId, title, notes, publishMode }, tools) {
      const { recordingId, revision } = tools;
      const { episodeId } = await episodes.findOrCreate(recordingId, {
        seriesId,
        title,
        notes,
      });
      const prefix = episodePrefix(episodeId, revision, audio.contentHash);

      const mp3 = await upload(audio.mp3, `${prefix}/audio.mp3`, 'audio/mpeg', tools);
      tools.progress(0.5);
      const m4a = await upload(audio.m4a, `${prefix}/audio.m4a`, 'audio/mp4', tools);
      tools.progress(0.9);

      await episodes.setAudio(episodeId, {
        durationMs: audio.durationMs,
        chapters,
        mp3,
        m4a,
        loudnessLufs: audio.mp3.loudness.lufs ?? undefined,
        truePeakDbtp: audio.mp3.loudness.truePeakDb ?? undefined,
      });
      if (publishMode === 'automatic') await episodes.publishDraft(episodeId);
      return { episodeId, prefix, mp3Key: mp3.key };
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
