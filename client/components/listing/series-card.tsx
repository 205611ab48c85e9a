import './listing.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { SeriesSummary } from '../../../server/protocol/rest.ts';
import { Cover } from '../cover.tsx';

type SeriesCardProps = {
  series: SeriesSummary;
  href?: string;
  /** What one can do with it, beyond opening it. */
  children?: ReactNode;
};

/** One series in a list. */
export function SeriesCard({ series, href = `/s/${series.slug}`, children }: SeriesCardProps) {
  const { t } = useTranslation('home');
  return (
    <article className="listing-card">
      <Cover url={series.coverUrl} />
      <div className="listing-card__words">
        <h3>
          <Link href={href}>{series.title}</Link>
        </h3>
        <p>{t('seriesBy', { author: series.author })}</p>
        {children ? <div className="listing-card__actions">{children}</div> : null}
      </div>
    </article>
  );
}
