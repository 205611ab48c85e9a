import { toEpisodeSummary } from '../episodes/episode-info.ts';
import type { EpisodeRepository } from '../episodes/episode.ts';
import type { Clock } from '../platform/clock.ts';
import type { HomePage, SeriesPage } from '../protocol/rest.ts';
import { toSessionInfo, type SessionRepository } from '../sessions/session.ts';
import type { Catalogue } from './catalogue.ts';
import { toSeriesSummary } from './series.ts';

/** A session that has not begun this long after its time is no longer announced. */
const lateMs = 12 * 3_600_000;
const homeEpisodes = 24;
const seriesEpisodes = 500;

/** What everyone may see of the library: its front page and the pages of its series. */
export type PublicPages = {
  home(origin: string): Promise<HomePage>;
  /** Throws `not-found`. */
  series(slug: string, origin: string): Promise<SeriesPage>;
};

type Deps = {
  catalogue: Pick<Catalogue, 'get' | 'list'>;
  sessions: Pick<SessionRepository, 'listOpen'>;
  episodes: Pick<EpisodeRepository, 'listPublished'>;
  clock: Clock;
};

export function createPublicPages({ catalogue, sessions, episodes, clock }: Deps): PublicPages {
  const listOpen = () => sessions.listOpen(new Date(clock.now().getTime() - lateMs));
  return {
    async home(origin) {
      const [open, published, series] = await Promise.all([
        listOpen(),
        episodes.listPublished({ now: clock.now(), limit: homeEpisodes }),
        catalogue.list(),
      ]);
      const infos = open.map(toSessionInfo);
      return {
        live: infos.filter(({ state }) => state === 'live'),
        upcoming: infos.filter(({ state }) => state === 'scheduled'),
        episodes: published.map(toEpisodeSummary),
        series: series.map((one) => toSeriesSummary(one, origin)),
      };
    },
    async series(slug, origin) {
      const series = await catalogue.get(slug);
      const { seriesId } = series;
      const [open, published] = await Promise.all([
        listOpen(),
        episodes.listPublished({ now: clock.now(), limit: seriesEpisodes, seriesId }),
      ]);
      return {
        series: toSeriesSummary(series, origin),
        upcoming: open.filter((one) => one.series.seriesId === seriesId).map(toSessionInfo),
        episodes: published.map(toEpisodeSummary),
      };
    },
  };
}
