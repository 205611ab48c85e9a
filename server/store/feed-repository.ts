import { z } from 'zod';
import type { Episode as Row, Prisma, PrismaClient } from '../../prisma/client/client.ts';
import type { FeedEpisode, FeedRepository } from '../feeds/feed-source.ts';
import { Chapter } from '../protocol/rest.ts';
import { createSeriesRepository } from './series-repository.ts';
import { translateStoreErrors } from './store-errors.ts';

/** Apps read a feed whole, each time. This many keep it under half a megabyte; older episodes stay on the pages. */
const maxEpisodes = 300;

const Chapters = z.array(Chapter);

export function createFeedRepository(prisma: PrismaClient): FeedRepository {
  const db = translateStoreErrors(prisma);
  const series = createSeriesRepository(prisma);

  return {
    async findVersion(slug, now) {
      const [row, library, public_, changedAt] = await Promise.all([
        db.series.findUnique({ where: { slug }, select: { updatedAt: true } }),
        db.library.findFirst({ select: { name: true } }),
        db.episode.count({ where: inFeed(slug, now) }),
        lastEpisodeChange(slug),
      ]);
      if (!row) return undefined;
      // The count tells of episodes that were deleted, or whose time has come: neither changes a row.
      return JSON.stringify([row.updatedAt, changedAt, public_, library?.name]);
    },

    async find(slug, now) {
      const [found, library, rows, changedAt] = await Promise.all([
        series.find(slug),
        db.library.findFirst({ select: { name: true } }),
        db.episode.findMany({
          where: inFeed(slug, now),
          orderBy: [{ publishedAt: 'desc' }, { episodeId: 'asc' }],
          take: maxEpisodes,
        }),
        lastEpisodeChange(slug),
      ]);
      if (!found) return undefined;
      return {
        libraryName: library?.name ?? '',
        series: found,
        episodes: rows.flatMap((row) => toFeedEpisode(row) ?? []),
        changedAt: changedAt && changedAt > found.updatedAt ? changedAt : found.updatedAt,
      };
    },
  };

  /** Of every episode that is or was public: taking one back changes the feed too. */
  async function lastEpisodeChange(slug: string): Promise<Date | undefined> {
    const { _max } = await db.episode.aggregate({
      where: { series: { slug }, state: { not: 'draft' } },
      _max: { updatedAt: true },
    });
    return _max.updatedAt ?? undefined;
  }
}

const inFeed = (slug: string, now: Date): Prisma.EpisodeWhereInput => ({
  series: { slug },
  state: 'published',
  publishedAt: { lte: now },
  mp3Key: { not: null },
  mp3Bytes: { gt: 0 },
  durationMs: { not: null },
});

/** Undefined for a row without sound, which the query has left out already. */
function toFeedEpisode(row: Row): FeedEpisode | undefined {
  const { code, guid, title, notes, publishedAt, durationMs, mp3Key, mp3Bytes } = row;
  if (!publishedAt || durationMs === null || !mp3Key || !mp3Bytes) return undefined;
  const hlsKey = row.captionedHlsKey ?? row.hlsKey;
  return {
    code,
    guid,
    title,
    notes,
    publishedAt,
    durationMs,
    mp3: { key: mp3Key, bytes: mp3Bytes },
    m4a: row.m4aKey && row.m4aBytes ? { key: row.m4aKey, bytes: row.m4aBytes } : undefined,
    hls: hlsKey ? { key: hlsKey, bandwidth: row.hlsBandwidth ?? undefined } : undefined,
    hasVideo: row.hasVideo,
    posterKey: row.posterKey ?? undefined,
    chapters: Chapters.parse(row.chapters),
    // The pipeline may also keep chapters in other forms; feeds link to JSON alone.
    chaptersKey: row.chaptersKey?.endsWith('.json') ? row.chaptersKey : undefined,
    transcriptKey: row.transcriptKey ?? undefined,
  };
}
