import { createHash } from 'node:crypto';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { given } from '../platform/given.ts';
import { newId } from '../platform/ids.ts';
import type { ObjectStore } from '../platform/object-store.ts';
import type { Pictures } from '../platform/pictures.ts';
import type { AcceptSound } from '../platform/sounds.ts';
import { isCategory } from '../protocol/categories.ts';
import type { SeriesBody, SeriesPatch } from '../protocol/rest.ts';
import { soundLimits, type SeriesSoundPlace } from '../protocol/sounds.ts';
import { makeCover } from './cover.ts';
import { podcastGuid } from './podcast-guid.ts';
import { feedPath, type Series, type SeriesChange, type SeriesRepository } from './series.ts';
import { nthSlug, slugOf } from './slug.ts';

/** How many series may share a title before we give up. */
const maxSlugTries = 100;

/** What a host may do with series. */
export type Catalogue = {
  /** Throws `not-found`. */
  get(slug: string): Promise<Series>;
  list(): Promise<Series[]>;
  /** @param context.origin of the feed's first address, which its podcast:guid is made of. */
  create(body: SeriesBody, context: { createdById: string; origin: string }): Promise<Series>;
  change(slug: string, patch: SeriesPatch): Promise<Series>;
  setCover(slug: string, upload: Buffer): Promise<Series>;
  /** What episodes made from now on begin or end with. Throws as AcceptSound does. */
  setSound(slug: string, place: SeriesSoundPlace, upload: Buffer): Promise<Series>;
  removeSound(slug: string, place: SeriesSoundPlace): Promise<Series>;
};

type Deps = {
  series: SeriesRepository;
  objects: ObjectStore;
  pictures: Pictures;
  acceptSound: AcceptSound;
  clock: Clock;
};

export function createCatalogue(deps: Deps): Catalogue {
  const { series, objects, pictures, acceptSound, clock } = deps;
  const get = async (slug: string): Promise<Series> => {
    const found = await series.find(slug);
    if (!found) throw new AppError('not-found', 'There is no such series.');
    return found;
  };

  return {
    get,
    list: () => series.list(),

    async create(body, { createdById, origin }) {
      requireCategory(body.category, body.subcategory);
      const seriesId = newId();
      const base = slugOf(body.title);
      for (let n = 1; n <= maxSlugTries; n += 1) {
        const slug = nthSlug(base, n);
        if (await series.find(slug)) continue;
        try {
          return await series.create({
            ...body,
            // A form may send an empty choice.
            subcategory: body.subcategory || undefined,
            ownerEmail: body.ownerEmail,
            seriesId,
            slug,
            podcastGuid: podcastGuid(origin + feedPath(slug)),
            createdAt: clock.now(),
            createdById,
          });
        } catch (error) {
          // Someone took the slug between the look and the write: try the next.
          if (!(error instanceof AppError && error.code === 'conflict')) throw error;
        }
      }
      throw new AppError('conflict', 'There are too many series with this title.', {
        fields: { title: 'There are too many series with this title.' },
      });
    },

    async change(slug, patch) {
      const current = await get(slug);
      const change: SeriesChange = given(patch);
      if (change.subcategory === '') change.subcategory = null;
      if (change.category && change.subcategory === undefined) change.subcategory = null;
      const category = change.category ?? current.category;
      requireCategory(category, change.subcategory);
      return series.update(current.seriesId, change);
    },

    async setCover(slug, upload) {
      const { seriesId } = await get(slug);
      const { key, body, meta } = await makeCover(seriesId, upload, pictures);
      // Stored first: a key in the database always has an object. The old cover stays for those who know its address.
      await objects.put(key, body, meta);
      return series.update(seriesId, { coverKey: key });
    },

    async setSound(slug, place, upload) {
      const { seriesId } = await get(slug);
      const { bytes, durationMs } = await acceptSound(upload, soundLimits.seriesMs);
      const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
      const key = `sounds/${seriesId}/${place}-${hash}.flac`;
      // As with covers. An episode that is being made may still need the old one.
      await objects.put(key, bytes, {
        contentType: 'audio/flac',
        cacheControl: 'public, max-age=31536000, immutable',
      });
      return series.setSound(seriesId, place, { key, durationMs });
    },
    async removeSound(slug, place) {
      const { seriesId } = await get(slug);
      return series.setSound(seriesId, place, undefined);
    },
  };
}

function requireCategory(category: string, subcategory: string | null | undefined): void {
  if (isCategory(category)) {
    if (isCategory(category, subcategory)) return;
    const message = 'Choose a subcategory of the category.';
    throw new AppError('invalid-input', message, { fields: { subcategory: message } });
  }
  const message = 'Choose a category from the list.';
  throw new AppError('invalid-input', message, { fields: { category: message } });
}
