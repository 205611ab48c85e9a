import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import type { StudioSeries } from '../../../server/protocol/rest.ts';
import { api } from '../../api/api.ts';
import { useLoad } from '../../api/use-load.ts';
import { ButtonLink } from '../../components/button.tsx';
import { SessionCard } from '../../components/listing/session-card.tsx';
import { LoadState } from '../../components/load-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { SaveStatus } from '../../components/save-status.tsx';
import { Section } from '../../components/section.tsx';
import { useAutosave } from '../../forms/use-autosave.ts';
import { useProblemText } from '../../forms/use-problems.ts';
import { CoverUpload } from './cover-upload.tsx';
import { SeriesFields } from './series-fields.tsx';
import { seriesProblems, toSeriesForm, type SeriesForm } from './series-form.ts';
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
  const [form, setForm] = useState(() => toSeriesForm(series));
  const problems = seriesProblems(form);
  const save = useAutosave((next: SeriesForm) => api.changeSeries(series.slug, next));

  return (
    <Section title={t('series.about')}>
      <form className="form" onBlur={save.flush} onSubmit={(event) => event.preventDefault()}>
        <SaveStatus
          state={Object.keys(problems).length > 0 ? 'unsaved' : save.state}
          error={save.error}
        />
        <SeriesFields
          form={form}
          onChange={(next) => {
            setForm(next);
            if (Object.keys(seriesProblems(next)).length === 0) save.change(next);
          }}
          problemOf={useProblemText(problems, save.error)}
        />
      </form>
    </Section>
  );
}
