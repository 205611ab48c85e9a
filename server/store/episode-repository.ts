import { z } from 'zod';
import { forgetInNotes } from '../../media/plan/withdrawn.ts';
import type { Prisma, PrismaClient } from '../../prisma/client/client.ts';
import type { Episode, EpisodeRepository } from '../episodes/episode.ts';
import { Chapter } from '../protocol/rest.ts';
import { translateStoreErrors } from './store-errors.ts';
import { listWithdrawnNames } from './withdrawn-names.ts';

/** What an episode always comes with. */
const include = {
  series: {
    select: {
      seriesId: true,
      slug: true,
      title: true,
      author: true,
      language: true,
      coverKey: true,
    },
  },
  recording: { select: { session: { select: { code: true } } } },
} satisfies Prisma.EpisodeInclude;

const Chapters = z.array(Chapter);
const Cuts = z.array(z.object({ fromMs: z.number(), toMs: z.number() }));

export function createEpisodeRepository(prisma: PrismaClient): EpisodeRepository {
  const db = translateStoreErrors(prisma);

  const findWhere = async (where: Prisma.EpisodeWhereUniqueInput) => {
    const row = await db.episode.findUnique({ where, include });
    return row ? toEpisode(row) : undefined;
  };
  const change = async (episodeId: string, data: Prisma.EpisodeUpdateInput) =>
    toEpisode(await db.episode.update({ where: { episodeId }, data, include }));

  return {
    find: (code) => findWhere({ code }),
    findByRecording: (recordingId) => findWhere({ recordingId }),
    async listPublished({ now, limit, seriesId }) {
      const rows = await db.episode.findMany({
        where: {
          state: 'published',
          publishedAt: { lte: now },
          mp3Key: { not: null },
          ...(seriesId ? { seriesId } : {}),
        },
        orderBy: [{ publishedAt: 'desc' }, { episodeId: 'asc' }],
        take: limit,
        include,
      });
      return rows.map(toEpisode);
    },
    update: (episodeId, { version, ...text }) =>
      db.$transaction(async (tx) => {
        const { count } = await tx.episode.updateMany({
          where: { episodeId, textVersion: version },
          data: { ...text, textVersion: { increment: 1 } },
        });
        if (count === 0) return undefined;
        // Read once the row is ours: a withdrawal either is among these, or looks through the notes after us.
        const { recordingId, notes } = await tx.episode.findUniqueOrThrow({
          where: { episodeId },
        });
        const names = await listWithdrawnNames(tx, recordingId);
        return toEpisode(
          await tx.episode.update({
            where: { episodeId },
            data: { notes: forgetInNotes(notes, { names, asked: [] }) },
            include,
          }),
        );
      }),
    async publish(episodeId, at) {
      await db.episode.updateMany({
        where: { episodeId, publishedAt: null },
        data: { publishedAt: at },
      });
      return change(episodeId, { state: 'published' });
    },
    unpublish: (episodeId) => change(episodeId, { state: 'unpublished' }),
  };
}

function toEpisode(row: Prisma.EpisodeGetPayload<{ include: typeof include }>): Episode {
  const { episodeId, code, recordingId, guid, title, notes, state, hasVideo } = row;
  return {
    episodeId,
    code,
    recordingId,
    guid,
    title,
    notes,
    state,
    textVersion: row.textVersion,
    madeTextVersion: row.madeTextVersion,
    publishedAt: row.publishedAt ?? undefined,
    durationMs: row.durationMs ?? undefined,
    chapters: Chapters.parse(row.chapters),
    editsVersion: row.editsVersion,
    cuts: Cuts.parse(row.cuts),
    leadMs: row.leadMs,
    mp3: toFile(row.mp3Key, row.mp3Bytes),
    m4a: toFile(row.m4aKey, row.m4aBytes),
    hlsKey: row.hlsKey ?? undefined,
    hlsBandwidth: row.hlsBandwidth ?? undefined,
    hasVideo,
    posterKey: row.posterKey ?? undefined,
    thumbnailsKey: row.thumbnailsKey ?? undefined,
    chaptersKey: row.chaptersKey ?? undefined,
    transcriptKey: row.transcriptKey ?? undefined,
    captionedHlsKey: row.captionedHlsKey ?? undefined,
    loudnessLufs: row.loudnessLufs ?? undefined,
    truePeakDbtp: row.truePeakDbtp ?? undefined,
    audioReadyAt: row.audioReadyAt ?? undefined,
    videoReadyAt: row.videoReadyAt ?? undefined,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    series: { ...row.series, coverKey: row.series.coverKey ?? undefined },
    sessionCode: row.recording.session.code,
  };
}

const toFile = (key: string | null, bytes: number | null) =>
  key !== null && bytes !== null ? { key, bytes } : undefined;
