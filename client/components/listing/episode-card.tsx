import './listing.css';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { EpisodeSummary } from '../../../server/protocol/rest.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import { formatDate } from '../../times/format-time.ts';
import { Cover } from '../cover.tsx';
import { useLength, useLibraryZone } from '../moment.tsx';

type EpisodeCardProps = { episode: EpisodeSummary; showSeries?: boolean };

/** One episode in a list: what, from when, how long, and whether there is anything to see. */
export function EpisodeCard({ episode, showSeries = true }: EpisodeCardProps) {
  const { t } = useTranslation('home');
  const toLength = useLength();
  const zone = useLibraryZone();
  const facts = [
    episode.publishedAt &&
      formatDate(
        new Date(episode.publishedAt),
        { language: currentLanguage(), zone },
        new Date(),
      ),
    episode.durationMs && toLength(episode.durationMs),
    episode.hasVideo ? t('video') : t('audio'),
  ].filter(Boolean);
  return (
    <article className="listing-card">
      <Cover url={episode.coverUrl} />
      <div className="listing-card__words">
        <h3>
          <Link href={`/e/${episode.code}`}>{episode.title}</Link>
        </h3>
        {showSeries ? <p>{episode.seriesTitle}</p> : null}
        <p>{facts.join(' · ')}</p>
      </div>
    </article>
  );
}
