import { z } from 'zod';
import type { Prisma, PrismaClient } from '../../prisma/client/client.ts';
import type { FeedEpisode, FeedRepository } from '../feeds/feed-source.ts';
import type { AnsweredAfterwards } from '../protocol/afterwards.ts';
import { Chapter } from '../protocol/rest.ts';
import { answeredAfterwards } from '../questions/answered-afterwards.ts';
import { ofQuestion, toQuestion } from './question-repository.ts';
import { createSeriesRepository } from './series-repository.ts';
import { translateStoreErrors } from './store-errors.ts';

/** Apps read a feed whole, each time. This many keep it under half a megabyte; older episodes stay on the pages. */
const maxEpisodes = 300;

const Chapters = z.array(Chapter);

/** What an episode in a feed comes with. */
const include = {
  recording: {
    select: {
      session: { select: { sessionId: true, endedAt: true } },
      takes: { where: { withdrawnAt: { not: null } }, select: { displayName: true } },
      withdrawnQuestions: { select: { displayName: true } },
    },
  },
} satisfies Prisma.EpisodeInclude;
type Row = Prisma.EpisodeGetPayload<{ include: typeof include }>;

export function createFeedRepository(prisma: PrismaClient): FeedRepository {
  const db = translateStoreErrors(prisma);
  const series = createSeriesRepository(prisma);

  return {
    async findVersion(slug, now) {
      const [row, library, public_, changedAt, questions] = await Promise.all([
        db.series.findUnique({ where: { slug }, select: { updatedAt: true } }),
        db.library.findFirst({ select: { name: true } }),
        db.episode.count({ where: inFeed(slug, now) }),
        lastEpisodeChange(slug),
        db.question.aggregate({
          where: { session: { series: { slug }, state: 'ended' } },
          _sum: { version: true },
        }),
      ]);
      if (!row) return undefined;
      // Versions of questions only go up: their sum tells of every answer.
      const { version } = questions._sum;
      // The count tells of episodes that were deleted, or whose time has come: neither changes a row.
      return JSON.stringify([row.updatedAt, changedAt, public_, version, library?.name]);
    },

    async find(slug, now) {
      const [found, library, rows, changedAt] = await Promise.all([
        series.find(slug),
        db.library.findFirst({ select: { name: true } }),
        db.episode.findMany({
          where: inFeed(slug, now),
          orderBy: [{ publishedAt: 'desc' }, { episodeId: 'asc' }],
          take: maxEpisodes,
          include,
        }),
        lastEpisodeChange(slug),
      ]);
      if (!found) return undefined;
      const answers = await listAnswers(rows);
      const changes = [found.updatedAt, ...(changedAt ? [changedAt] : []), ...answers.times];
      return {
        libraryName: library?.name ?? '',
        series: found,
        episodes: rows.flatMap((row) => toFeedEpisode(row, answers.of(row)) ?? []),
        changedAt: changes.reduce((last, at) => (at > last ? at : last)),
      };
    },
  };

  /** What was answered of these episodes' sessions once they had ended, and when. */
  async function listAnswers(rows: readonly Row[]) {
    const sessions = rows.map(({ recording }) => recording.session.sessionId);
    const questions = await db.question.findMany({
      where: {
        ...{ sessionId: { in: sessions }, state: 'answered' },
        OR: [{ replies: { some: { isPrivate: false } } }, { spokenAnswer: { isNot: null } }],
      },
      orderBy: { number: 'asc' },
      include: { ...ofQuestion, spokenAnswer: true },
    });
    const spoken = questions.flatMap(({ spokenAnswer }) => spokenAnswer ?? []);
    return {
      of({ recording: { session, takes, withdrawnQuestions } }: Row): AnsweredAfterwards[] {
        const { sessionId, endedAt } = session;
        if (!endedAt) return [];
        // Nobody is called nothing.
        const withdrawn = [...takes, ...withdrawnQuestions]
          .map(({ displayName }) => displayName)
          .filter(Boolean);
        const asked = questions.filter((question) => question.sessionId === sessionId);
        return answeredAfterwards(asked.map(toQuestion), { endedAt, withdrawn, spoken });
      },
      times: [
        ...spoken,
        ...questions.flatMap(({ replies }) => replies.filter(({ isPrivate }) => !isPrivate)),
      ].map(({ answeredAt }) => answeredAt),
    };
  }

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
function toFeedEpisode(row: Row, answered: AnsweredAfterwards[]): FeedEpisode | undefined {
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
    answered,
    // The pipeline may also keep chapters in other forms; feeds link to JSON alone.
    chaptersKey: row.chaptersKey?.endsWith('.json') ? row.chaptersKey : undefined,
    transcriptKey: row.transcriptKey ?? undefined,
  };
}
