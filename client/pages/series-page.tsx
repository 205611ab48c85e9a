import './series-page.css';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import type { SeriesPage as SeriesListing } from '../../server/protocol/rest.ts';
import { api } from '../api/api.ts';
import { useMe } from '../api/me.tsx';
import { useLoad } from '../api/use-load.ts';
import { ButtonLink } from '../components/button.tsx';
import { Cover } from '../components/cover.tsx';
import { EpisodeCard } from '../components/listing/episode-card.tsx';
import { LiveCard } from '../components/listing/live-card.tsx';
import { SessionCard } from '../components/listing/session-card.tsx';
import { LoadState } from '../components/load-state.tsx';
import { Prose } from '../components/prose.tsx';
import { Section } from '../components/section.tsx';
import { Shell } from '../components/shell.tsx';
import { Subscribe } from '../components/subscribe.tsx';

/** One series: what it is, when it is on next, how to subscribe, what can be heard. */
export function SeriesPage() {
  const { slug } = useParams<{ slug: string }>();
  const { t } = useTranslation('home');
  const listing = useLoad(`series ${slug}`, (signal) => api.series(slug, signal), {
    pollMs: 30_000,
  });
  return (
    <Shell title={listing.data?.series.title ?? t('series')}>
      <LoadState loaded={listing}>{(data) => <SeriesContent listing={data} />}</LoadState>
    </Shell>
  );
}

function SeriesContent({
  listing: { series, upcoming, episodes },
}: {
  listing: SeriesListing;
}) {
  const { t } = useTranslation('home');
  const { me } = useMe();
  const live = upcoming.filter(({ state }) => state === 'live');
  const scheduled = upcoming.filter(({ state }) => state === 'scheduled');
  return (
    <>
      <header className="series-header">
        <Cover url={series.coverUrl} />
        <div className="series-header__name">
          <h1>{series.title}</h1>
          <p className="muted">{t('seriesBy', { author: series.author })}</p>
        </div>
        <div className="series-header__words">
          <Prose text={series.description} />
          {me?.person ? (
            <div>
              <ButtonLink href={`/studio/series/${series.slug}`}>{t('manage')}</ButtonLink>
            </div>
          ) : null}
        </div>
      </header>
      {live.length > 0 ? (
        <Section title={t('live')} hidesTitle>
          {live.map((session) => (
            <LiveCard key={session.code} session={session} />
          ))}
        </Section>
      ) : null}
      <Section title={t('next')}>
        {scheduled.length === 0 ? (
          <p className="muted">{t('noUpcoming')}</p>
        ) : (
          <div className="listing">
            {scheduled.map((session) => (
              <SessionCard key={session.code} session={session} showSeries={false} />
            ))}
          </div>
        )}
      </Section>
      <Subscribe title={series.title} feedUrl={series.feedUrl} />
      <Section title={t('episodes')}>
        {episodes.length === 0 ? (
          <p className="muted">{t('noEpisodes')}</p>
        ) : (
          <div className="listing">
            {episodes.map((episode) => (
              <EpisodeCard key={episode.code} episode={episode} showSeries={false} />
            ))}
          </div>
        )}
      </Section>
    </>
  );
}
