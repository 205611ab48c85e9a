import type { Prisma, PrismaClient } from '../../prisma/client/client.ts';
import { newCode, newId } from '../../server/platform/ids.ts';
import type { EpisodeVideo, VideoRepository } from '../steps/publish-video.ts';
import type { Chapter } from '../../server/protocol/rest.ts';

/** What the audio steps know of an episode. */
export type EpisodeAudio = {
  durationMs: number;
  chapters: Chapter[];
  mp3: { key: string; bytes: number };
  m4a: { key: string; bytes: number };
  loudnessLufs: number | undefined;
  truePeakDbtp: number | undefined;
};

export type EpisodeRepository = VideoRepository & {
  /**
   * The recording's episode, made as a draft if there is none. One recording has one episode, whoever asks and however
   * often; code, guid and what a host has written since are never changed.
   */
  findOrCreate(
    recordingId: string,
    draft: { seriesId: string; title: string; notes: string },
  ): Promise<{ episodeId: string; code: string }>;
  setAudio(episodeId: string, audio: EpisodeAudio): Promise<void>;
  /** Makes a draft public. An episode that a host took back stays so, and a date once given stays. */
  publishDraft(episodeId: string): Promise<void>;
};

export function createEpisodeRepository(prisma: PrismaClient): EpisodeRepository {
  return {
    async findOrCreate(recordingId, draft) {
      const select = { episodeId: true, code: true } as const;
      await prisma.episode.createMany({
        data: [{ episodeId: newId(), code: newCode(), guid: newId(), recordingId, ...draft }],
        skipDuplicates: true,
      });
      return prisma.episode.findUniqueOrThrow({ where: { recordingId }, select });
    },
    async setAudio(episodeId, audio) {
      const { mp3, m4a, loudnessLufs, truePeakDbtp, durationMs, chapters } = audio;
      const data: Prisma.EpisodeUpdateInput = {
        durationMs: Math.round(durationMs),
        chapters,
        mp3Key: mp3.key,
        mp3Bytes: mp3.bytes,
        m4aKey: m4a.key,
        m4aBytes: m4a.bytes,
        loudnessLufs: loudnessLufs ?? null,
        truePeakDbtp: truePeakDbtp ?? null,
        audioReadyAt: new Date(),
      };
      await prisma.episode.update({ where: { episodeId }, data });
    },
    async setVideo(episodeId, video: EpisodeVideo) {
      const data: Prisma.EpisodeUpdateInput = { ...video, videoReadyAt: new Date() };
      await prisma.episode.update({ where: { episodeId }, data });
    },
    async publishDraft(episodeId) {
      await prisma.episode.updateMany({
        where: { episodeId, state: 'draft', publishedAt: null },
        data: { publishedAt: new Date() },
      });
      await prisma.episode.updateMany({
        where: { episodeId, state: 'draft' },
        data: { state: 'published' },
      });
    },
  };
}
