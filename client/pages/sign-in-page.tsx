import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'wouter';
import { SignInBody } from '../../server/protocol/rest.ts';
import { api } from '../api/api.ts';
import { useMe } from '../api/me.tsx';
import { Button } from '../components/button.tsx';
import { Failure } from '../components/failure.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { PasswordField } from '../components/password-field.tsx';
import { Shell } from '../components/shell.tsx';
import { TextField } from '../components/text-field.tsx';
import { findProblems, type Problems } from '../forms/problems.ts';
import { useProblemText } from '../forms/use-problems.ts';
import { useSubmit } from '../forms/use-submit.ts';
import { returnPath } from './return-path.ts';

export function SignInPage() {
  const { t } = useTranslation('account');
  const { reload } = useMe();
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const [form, setForm] = useState({ email: '', password: '' });
  const [problems, setProblems] = useState<Problems>({});

  const { busy, error, onSubmit } = useSubmit(async () => {
    const found = findProblems(SignInBody, form);
    if (form.password === '') found['password'] = { key: 'problem.required' };
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    await api.signIn(form);
    await reload();
    navigate(returnPath(search.get('ke')), { replace: true });
  });
  const problemOf = useProblemText(problems, error);

  return (
    <Shell title={t('signIn.title')} width="reading">
      <PageHeader title={t('signIn.title')} lead={<p>{t('signIn.lead')}</p>} />
      <form className="form" onSubmit={onSubmit} noValidate>
        <TextField
          label={t('email')}
          type="email"
          autoComplete="username"
          value={form.email}
          onChange={(email) => setForm({ ...form, email })}
          problem={problemOf('email')}
        />
        <PasswordField
          label={t('password')}
          autoComplete="current-password"
          value={form.password}
          onChange={(password) => setForm({ ...form, password })}
          problem={problemOf('password')}
        />
        <Failure error={error} />
        <div className="form__actions">
          <Button type="submit" look="primary" isPending={busy}>
            {t('signIn.submit')}
          </Button>
        </div>
        <p className="muted">{t('signIn.forgotten')}</p>
      </form>
    </Shell>
  );
}
