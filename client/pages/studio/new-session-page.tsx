import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { api } from '../../api/api.ts';
import { useLoad } from '../../api/use-load.ts';
import { Button } from '../../components/button.tsx';
import { Failure } from '../../components/failure.tsx';
import { LoadState } from '../../components/load-state.tsx';
import { useLibraryZone } from '../../components/moment.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import type { Problems } from '../../forms/problems.ts';
import { useProblemText } from '../../forms/use-problems.ts';
import { useSubmit } from '../../forms/use-submit.ts';
import { SessionFields } from './session-fields.tsx';
import { checkSessionForm, newSessionForm } from './session-form.ts';
import { StudioShell } from './studio-shell.tsx';

export function NewSessionPage() {
  const { slug } = useParams<{ slug: string }>();
  const { t } = useTranslation('studio');
  const series = useLoad(`studio series ${slug}`, (signal) => api.studioSeries(slug, signal));
  return (
    <StudioShell title={t('session.new')} width="reading">
      {() => (
        <LoadState loaded={series}>
          {({ title }) => (
            <>
              <PageHeader
                title={t('session.new')}
                parent={{ href: `/studio/series/${slug}`, label: title }}
              />
              <NewSessionForm slug={slug} />
            </>
          )}
        </LoadState>
      )}
    </StudioShell>
  );
}

function NewSessionForm({ slug }: { slug: string }) {
  const { t } = useTranslation('studio');
  const zone = useLibraryZone();
  const [, navigate] = useLocation();
  const [form, setForm] = useState(newSessionForm);
  const [problems, setProblems] = useState<Problems>({});

  const { busy, error, onSubmit } = useSubmit(async () => {
    const checked = checkSessionForm(form, zone);
    setProblems(checked.problems);
    if (!checked.body) return;
    const { session } = await api.createSession(slug, checked.body);
    navigate(`/studio/sessions/${session.code}`, { replace: true });
  });

  return (
    <form className="form" onSubmit={onSubmit} noValidate>
      <SessionFields
        form={form}
        onChange={setForm}
        problemOf={useProblemText(problems, error)}
      />
      <Failure error={error} />
      <div className="form__actions">
        <Button type="submit" look="primary" isPending={busy}>
          {t('session.create')}
        </Button>
      </div>
    </form>
  );
}
