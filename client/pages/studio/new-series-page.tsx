import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { api } from '../../api/api.ts';
import { useMe } from '../../api/me.tsx';
import { Button } from '../../components/button.tsx';
import { Failure } from '../../components/failure.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import type { Problems } from '../../forms/problems.ts';
import { useProblemText } from '../../forms/use-problems.ts';
import { useSubmit } from '../../forms/use-submit.ts';
import { SeriesFields } from './series-fields.tsx';
import { newSeriesForm, seriesProblems, toSeriesBody } from './series-form.ts';
import { StudioShell } from './studio-shell.tsx';

export function NewSeriesPage() {
  const { t } = useTranslation('studio');
  return (
    <StudioShell title={t('series.new')} width="reading">
      {() => (
        <>
          <PageHeader
            title={t('series.new')}
            parent={{ href: '/studio', label: t('nav.home') }}
            lead={<p>{t('home.firstText')}</p>}
          />
          <NewSeriesForm />
        </>
      )}
    </StudioShell>
  );
}

function NewSeriesForm() {
  const { t } = useTranslation('studio');
  const { me } = useMe();
  const [, navigate] = useLocation();
  const [form, setForm] = useState(() =>
    newSeriesForm(me?.library?.language ?? 'id', me?.library?.name ?? ''),
  );
  const [problems, setProblems] = useState<Problems>({});

  const { busy, error, onSubmit } = useSubmit(async () => {
    const found = seriesProblems(form);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    const series = await api.createSeries(toSeriesBody(form));
    navigate(`/studio/series/${series.slug}`, { replace: true });
  });

  return (
    <form className="form" onSubmit={onSubmit} noValidate>
      <SeriesFields
        form={form}
        onChange={setForm}
        problemOf={useProblemText(problems, error)}
      />
      <Failure error={error} />
      <div className="form__actions">
        <Button type="submit" look="primary" isPending={busy}>
          {t('series.create')}
        </Button>
      </div>
    </form>
  );
}
