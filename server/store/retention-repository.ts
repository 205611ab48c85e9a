import { z } from 'zod';
import { PublishedObject } from '../../media/contract/published-objects.ts';
import { Prisma, type PrismaClient } from '../../prisma/client/client.ts';
import { ReadBack } from '../retention/read-back.ts';
import type { KeptRecording, RetentionRepository } from '../retention/retention.ts';
import { toPurgeRow } from './purge-repository.ts';
import { translateStoreErrors } from './store-errors.ts';

const Objects = z.array(PublishedObject);
const edits = { select: { changedAt: true } } as const;
const include = {
  episode: true,
  edits,
  session: { select: { title: true, code: true } },
} as const;
type Row = Prisma.RecordingGetPayload<{ include: typeof include }>;

export function createRetentionRepository(prisma: PrismaClient): RetentionRepository {
  const db = translateStoreErrors(prisma);
  return {
    async list() {
      const rows = await db.recording.findMany({
        where: {
          takesDeletedAt: null,
          state: { in: ['ready', 'empty'] },
          session: { practiceOfId: null, keptOfId: null },
        },
        orderBy: [{ startedAt: 'asc' }, { recordingId: 'asc' }],
        include,
      });
      return rows.map(toKept);
    },
    async note({ recordingId, revision, state }, found) {
      await db.recording.updateMany({
        where: { recordingId, revision, state },
        data: { readBack: toJson(found) },
      });
    },
    deleteTakes({ recordingId, revision, state, editedAt }, { at, readBack, purge }) {
      const edits = editedAt ? { is: { changedAt: editedAt } } : { is: null };
      return db.$transaction(async (tx) => {
        const { count } = await tx.recording.updateMany({
          where: { recordingId, revision, state, takesDeletedAt: null, edits },
          data: { takesDeletedAt: at, readBack: toJson(readBack) },
        });
        if (count === 0) return false;
        // When who was heard is of no use any more.
        const heard = { recordingId, bleed: { not: Prisma.DbNull } };
        await tx.take.updateMany({ where: heard, data: { bleed: Prisma.DbNull } });
        await tx.purge.create({ data: toPurgeRow(purge) });
        return true;
      });
    },
  };
}

function toKept(row: Row): KeptRecording {
  const { recordingId, revision, state, session, episode } = row;
  return {
    ...{ recordingId, revision, state, title: session.title, code: session.code },
    endedAt: row.endedAt ?? undefined,
    editedAt: row.edits?.changedAt,
    takesDeletedAt: row.takesDeletedAt ?? undefined,
    readBack: ReadBack.safeParse(row.readBack).data,
    episode: episode
      ? {
          state: episode.state,
          publishedAt: episode.publishedAt ?? undefined,
          audioReadyAt: episode.audioReadyAt ?? undefined,
          videoReadyAt: episode.videoReadyAt ?? undefined,
        }
      : undefined,
    published: episode
      ? {
          episodeId: episode.episodeId,
          objects: listObjects(episode),
          keys: [
            ...[episode.mp3Key, episode.m4aKey, episode.hlsKey, episode.posterKey],
            ...[episode.thumbnailsKey, episode.chaptersKey],
            ...[episode.transcriptKey, episode.captionedHlsKey],
          ].filter((key) => key !== null),
        }
      : undefined,
  };
}

/** Media and words. Undefined where it was not kept how the media were published. */
function listObjects(
  episode: Pick<NonNullable<Row['episode']>, 'objects' | 'transcriptObjects'>,
): PublishedObject[] | undefined {
  const media = Objects.safeParse(episode.objects).data;
  const words = Objects.safeParse(episode.transcriptObjects).data;
  return media && [...media, ...(words ?? [])];
}

const toJson = ({ at, ...found }: ReadBack): Prisma.InputJsonValue => ({
  ...found,
  at: at.toISOString(),
});
