import type { PrismaClient, Series as Row } from '../../prisma/client/client.ts';
import type { Partner } from '../protocol/partners.ts';
import type { Series, SeriesRepository, StoredSound } from '../series/series.ts';
import { translateStoreErrors } from './store-errors.ts';

export function createSeriesRepository(prisma: PrismaClient): SeriesRepository {
  const db = translateStoreErrors(prisma);
  return {
    async find(slug) {
      const row = await db.series.findUnique({ where: { slug } });
      return row ? toSeries(row) : undefined;
    },
    async list() {
      const rows = await db.series.findMany({ orderBy: [{ title: 'asc' }, { slug: 'asc' }] });
      return rows.map(toSeries);
    },
    async create({ subcategory, ownerEmail, ...series }) {
      return toSeries(
        await db.series.create({
          data: {
            ...series,
            subcategory: subcategory ?? null,
            ownerEmail: ownerEmail ?? null,
          },
        }),
      );
    },
    async update(seriesId, change) {
      return toSeries(await db.series.update({ where: { seriesId }, data: change }));
    },
    async setSound(seriesId, place, sound) {
      const { key = null, durationMs = null } = sound ?? {};
      const data =
        place === 'intro'
          ? { introKey: key, introMs: durationMs }
          : { outroKey: key, outroMs: durationMs };
      return toSeries(await db.series.update({ where: { seriesId }, data }));
    },
  };
}

function toSeries(row: Row): Series {
  const { seriesId, slug, title, description, category, author, explicit } = row;
  const { publishMode, cleanVoices, podcastGuid, createdAt, updatedAt } = row;
  return {
    seriesId,
    slug,
    title,
    description,
    language: row.language === 'en' ? 'en' : 'id',
    category,
    subcategory: row.subcategory ?? undefined,
    author,
    ownerEmail: row.ownerEmail ?? undefined,
    explicit,
    publishMode,
    cleanVoices,
    // Written by ourselves, of a body that was parsed.
    partners: row.partners as Partner[],
    coverKey: row.coverKey ?? undefined,
    intro: toSound(row.introKey, row.introMs),
    outro: toSound(row.outroKey, row.outroMs),
    podcastGuid,
    createdAt,
    updatedAt,
  };
}

const toSound = (key: string | null, durationMs: number | null): StoredSound | undefined =>
  key !== null && durationMs !== null ? { key, durationMs } : undefined;
