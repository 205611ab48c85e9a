import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import type { StudioSeries } from '../../../server/protocol/rest.ts';
import { api } from '../../api/api.ts';
import { useLoad } from '../../api/use-load.ts';
import { ButtonLink } from '../../components/button.tsx';
import { SessionCard } from '../../components/listing/session-card.tsx';
import { LoadState } from '../../components/load-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { SavedForm } from '../../components/saved-form.tsx';
import { Section } from '../../components/section.tsx';
import { useSavedForm } from '../../forms/use-saved-form.ts';
import { CoverUpload } from './cover-upload.tsx';
import { SeriesFields } from './series-fields.tsx';
import { seriesProblems, toSeriesForm } from './series-form.ts';
import { SeriesSounds } from './series-sounds.tsx';
import { StudioShell } from './studio-shell.tsx';

/** One series as its hosts see it: sessions, cover, and everything its page and feed say. */
export function StudioSeriesPage() {
  const { slug } = useParams<{ slug: string }>();
  const { t } = useTranslation('studio');
  const loaded = useLoad(`studio series ${slug}`, (signal) => api.studioSeries(slug, signal));
  return (
    <StudioShell title={loaded.data?.title ?? t('home.series')} width="reading">
      {() => (
        <LoadState loaded={loaded}>
          {(series) => (
            <>
              <PageHeader
                title={series.title}
                parent={{ href: '/studio', label: t('nav.home') }}
              >
                <ButtonLink href={`/studio/series/${slug}/sessions`} look="primary">
                  {t('home.newSession')}
                </ButtonLink>
                <ButtonLink href={`/s/${slug}`}>{t('series.preview')}</ButtonLink>
              </PageHeader>
              <Section title={t('series.sessions')}>
                {series.sessions.length === 0 ? (
                  <p className="muted">{t('series.noSessions')}</p>
                ) : (
                  <div className="listing">
                    {series.sessions.map((session) => (
                      <SessionCard
                        key={session.code}
                        session={session}
                        showSeries={false}
                        href={`/studio/sessions/${session.code}`}
                      />
                    ))}
                  </div>
                )}
              </Section>
              <CoverUpload series={series} onSaved={loaded.reload} />
              <SeriesSounds series={series} onSaved={loaded.reload} />
              <SeriesEditor key={series.seriesId} series={series} />
            </>
          )}
        </LoadState>
      )}
    </StudioShell>
  );
}

function SeriesEditor({ series }: { series: StudioSeries }) {
  const { t } = useTranslation('studio');
  const saved = useSavedForm(
    () => toSeriesForm(series),
    seriesProblems,
    (form) => api.changeSeries(series.slug, form),
  );
  const { form, change, problemOf } = saved;

  return (
    <Section title={t('series.about')}>
      <SavedForm saved={saved}>
        <SeriesFields form={form} onChange={change} problemOf={problemOf} />
      </SavedForm>
    </Section>
  );
}
