import type { SessionInfo } from '../../protocol/protocol.ts';
import type { EpisodeInfo, SeriesSummary } from '../../protocol/rest.ts';

/** Pages in schema.org's words, for search engines. Addresses are made absolute with `origin`. */
type Context = { origin: string; libraryName: string };

const schema = { '@context': 'https://schema.org' };
const at = (url: string, { origin }: Context): string => new URL(url, origin).href;

export function libraryJsonLd(context: Context): object {
  return { ...schema, '@type': 'WebSite', name: context.libraryName, url: at('/', context) };
}

export function seriesJsonLd(series: SeriesSummary, context: Context): object {
  return {
    ...schema,
    '@type': 'PodcastSeries',
    name: series.title,
    description: series.description,
    url: at(series.url, context),
    webFeed: series.feedUrl,
    inLanguage: series.language,
    author: { '@type': 'Organization', name: series.author },
    ...(series.coverUrl ? { image: at(series.coverUrl, context) } : {}),
  };
}

export function sessionJsonLd(session: SessionInfo, context: Context): object {
  const startMs = Date.parse(session.startsAt);
  const url = at(`/a/${session.code}`, context);
  return {
    ...schema,
    '@type': 'Event',
    name: session.title,
    description: session.description || session.title,
    startDate: session.startsAt,
    endDate: new Date(startMs + session.plannedMinutes * 60_000).toISOString(),
    eventStatus: 'https://schema.org/EventScheduled',
    eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode',
    isAccessibleForFree: true,
    location: { '@type': 'VirtualLocation', url },
    organizer: { '@type': 'Organization', name: context.libraryName, url: at('/', context) },
    url,
    ...(session.coverUrl ? { image: at(session.coverUrl, context) } : {}),
  };
}

export function episodeJsonLd(episode: EpisodeInfo, context: Context): object {
  const { title, notes, publishedAt, durationMs, mp3, posterUrl, coverUrl } = episode;
  const image = posterUrl ?? coverUrl;
  const duration = durationMs === undefined ? {} : { duration: toIsoDuration(durationMs) };
  return {
    ...schema,
    '@type': 'PodcastEpisode',
    name: title,
    description: notes || title,
    url: at(episode.url, context),
    ...(publishedAt ? { datePublished: publishedAt } : {}),
    ...duration,
    ...(image ? { image: at(image, context) } : {}),
    ...(mp3
      ? {
          associatedMedia: {
            '@type': 'AudioObject',
            contentUrl: at(mp3.url, context),
            encodingFormat: 'audio/mpeg',
            contentSize: String(mp3.bytes),
            ...duration,
          },
        }
      : {}),
    partOfSeries: {
      '@type': 'PodcastSeries',
      name: episode.seriesTitle,
      url: at(`/s/${episode.seriesSlug}`, context),
      webFeed: episode.feedUrl,
    },
  };
}

/** ISO 8601: PT1H2M3S. */
function toIsoDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `PT${Math.floor(seconds / 3600)}H${Math.floor(seconds / 60) % 60}M${seconds % 60}S`;
}
