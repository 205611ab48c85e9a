import type { Partner } from '../protocol/partners.ts';
import type { SeriesSummary } from '../protocol/rest.ts';

import type { SeriesSoundPlace } from '../protocol/sounds.ts';

export type PublishMode = 'automatic' | 'review';

/** A sound in the object store: a new key for each new sound. */
export type StoredSound = { key: string; durationMs: number };

/** A programme of sessions with a podcast feed of its own. */
export type Series = {
  seriesId: string;
  /** In addresses; never changes. */
  slug: string;
  title: string;
  description: string;
  language: 'id' | 'en';
  /** Of protocol/categories.ts. */
  category: string;
  subcategory: string | undefined;
  author: string;
  ownerEmail: string | undefined;
  explicit: boolean;
  publishMode: PublishMode;
  /** Whether episodes are made with noise and echo taken out of the voices. */
  cleanVoices: boolean;
  partners: Partner[];
  /** Object key of the cover: a new key for each new picture. */
  coverKey: string | undefined;
  /** What episodes begin and end with. */
  intro: StoredSound | undefined;
  outro: StoredSound | undefined;
  /** podcast:guid; given once, kept for ever. */
  podcastGuid: string;
  createdAt: Date;
  updatedAt: Date;
};

export type NewSeries = Omit<Series, 'updatedAt' | 'coverKey' | 'intro' | 'outro'> & {
  createdById: string;
};
/** A missing key stays as it is; null clears. */
export type SeriesChange = Partial<
  Pick<
    Series,
    | 'title'
    | 'description'
    | 'language'
    | 'category'
    | 'author'
    | 'explicit'
    | 'publishMode'
    | 'cleanVoices'
    | 'partners'
  >
> & { subcategory?: string | null; ownerEmail?: string | null; coverKey?: string };

export type SeriesRepository = {
  find(slug: string): Promise<Series | undefined>;
  /** By title. */
  list(): Promise<Series[]>;
  /** `conflict` when the slug is taken. */
  create(series: NewSeries): Promise<Series>;
  update(seriesId: string, change: SeriesChange): Promise<Series>;
  /** Undefined takes it away. */
  setSound(
    seriesId: string,
    place: SeriesSoundPlace,
    sound: StoredSound | undefined,
  ): Promise<Series>;
};

/** Where a browser finds an object; relative, so that it works under every name the hub is reached by. */
export const mediaUrl = (key: string): string => `/media/${key}`;
export const seriesPath = (slug: string): string => `/s/${slug}`;
export const feedPath = (slug: string): string => `/s/${slug}/feed.xml`;

/** @param origin of the feed's address, which people copy into podcast apps. */
export function toSeriesSummary(series: Series, origin: string): SeriesSummary {
  const { seriesId, slug, title, description, language, author, coverKey } = series;
  return {
    seriesId,
    slug,
    title,
    description,
    language,
    author,
    ...(coverKey ? { coverUrl: mediaUrl(coverKey) } : {}),
    url: seriesPath(slug),
    feedUrl: origin + feedPath(slug),
  };
}
