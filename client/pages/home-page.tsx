import './home-page.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HomePage as Listing } from '../../server/protocol/rest.ts';
import { api } from '../api/api.ts';
import { useMe } from '../api/me.tsx';
import { useLoad } from '../api/use-load.ts';
import { Button, ButtonLink } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { EpisodeCard } from '../components/listing/episode-card.tsx';
import { LiveCard } from '../components/listing/live-card.tsx';
import { matchesQuery } from '../components/listing/search-listing.ts';
import { SeriesCard } from '../components/listing/series-card.tsx';
import { SessionCard } from '../components/listing/session-card.tsx';
import { LoadState } from '../components/load-state.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { Section } from '../components/section.tsx';
import { Shell } from '../components/shell.tsx';
import { TextField } from '../components/text-field.tsx';

/** A session that goes live shows up within this time without a reload. */
const pollMs = 30_000;

/** Beranda: what is on, what comes next, what can be heard again. */
export function HomePage() {
  const { t } = useTranslation('home');
  const { t: tCommon } = useTranslation();
  const { me } = useMe();
  const listing = useLoad('home', api.home, { pollMs });
  const name = me?.library?.name ?? tCommon('product');

  return (
    <Shell title={name}>
      <PageHeader title={name} lead={<p>{t('lead')}</p>} />
      {me?.firstRun ? (
        <EmptyState title={t('notReadyTitle')}>
          <p>{t('notReadyText')}</p>
        </EmptyState>
      ) : (
        <LoadState loaded={listing}>{(data) => <SearchableListing listing={data} />}</LoadState>
      )}
    </Shell>
  );
}

function SearchableListing({ listing }: { listing: Listing }) {
  const { t } = useTranslation('home');
  const { me } = useMe();
  const [query, setQuery] = useState('');
  const found = filterListing(listing, query);

  if (isEmpty(listing)) {
    return (
      <EmptyState title={t('emptyTitle')}>
        <p>{t('emptyText')}</p>
        {me?.person ? (
          <ButtonLink href="/studio/series" look="primary">
            {t('emptyHost')}
          </ButtonLink>
        ) : null}
      </EmptyState>
    );
  }
  return (
    <>
      {listing.live.length > 0 ? (
        <Section title={t('live')} hidesTitle>
          {listing.live.map((session) => (
            <LiveCard key={session.code} session={session} />
          ))}
        </Section>
      ) : null}
      <div className="search">
        <TextField label={t('search')} type="search" value={query} onChange={setQuery} />
      </div>
      {isEmpty(found) ? (
        <EmptyState title={t('searchNothing', { query })}>
          <p>{t('searchHint')}</p>
          <Button onPress={() => setQuery('')}>{t('showAll')}</Button>
        </EmptyState>
      ) : (
        <FoundListing listing={found} />
      )}
    </>
  );
}

function FoundListing({ listing }: { listing: Listing }) {
  const { t } = useTranslation('home');
  return (
    <>
      {listing.upcoming.length > 0 ? (
        <Section title={t('next')}>
          <div className="listing">
            {listing.upcoming.map((session) => (
              <SessionCard key={session.code} session={session} />
            ))}
          </div>
        </Section>
      ) : null}
      {listing.episodes.length > 0 ? (
        <Section title={t('latest')}>
          <div className="listing">
            {listing.episodes.map((episode) => (
              <EpisodeCard key={episode.code} episode={episode} />
            ))}
          </div>
        </Section>
      ) : null}
      {listing.series.length > 0 ? (
        <Section title={t('series')}>
          <div className="listing">
            {listing.series.map((series) => (
              <SeriesCard key={series.slug} series={series} />
            ))}
          </div>
        </Section>
      ) : null}
    </>
  );
}

function filterListing(listing: Listing, query: string): Listing {
  return {
    // What is on now stays on top, whatever is searched for.
    live: listing.live,
    upcoming: listing.upcoming.filter(({ title, seriesTitle, description }) =>
      matchesQuery(query, title, seriesTitle, description),
    ),
    episodes: listing.episodes.filter(({ title, seriesTitle }) =>
      matchesQuery(query, title, seriesTitle),
    ),
    series: listing.series.filter(({ title, description, author }) =>
      matchesQuery(query, title, description, author),
    ),
  };
}

const isEmpty = ({ live, upcoming, episodes, series }: Listing): boolean =>
  live.length + upcoming.length + episodes.length + series.length === 0;
