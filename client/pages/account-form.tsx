import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { NewAccount } from '../../server/protocol/rest.ts';
import { api } from '../api/api.ts';
import { useMe } from '../api/me.tsx';
import { Button } from '../components/button.tsx';
import { Failure } from '../components/failure.tsx';
import { PasswordField } from '../components/password-field.tsx';
import { TextField } from '../components/text-field.tsx';
import { findProblems, type Problems } from '../forms/problems.ts';
import { useProblemText } from '../forms/use-problems.ts';
import { useSubmit } from '../forms/use-submit.ts';

type AccountFormProps = {
  /** From the one-time link. */
  token: string;
  /** The owner also names the library. */
  asksLibraryName: boolean;
  action: string;
};

/** Makes an account from a one-time link and goes on to the studio. */
export function AccountForm({ token, asksLibraryName, action }: AccountFormProps) {
  const { t } = useTranslation('account');
  const { reload } = useMe();
  const [, navigate] = useLocation();
  const [form, setForm] = useState({
    libraryName: '',
    displayName: '',
    email: '',
    password: '',
  });
  const [problems, setProblems] = useState<Problems>({});

  const { busy, error, onSubmit } = useSubmit(async () => {
    const { libraryName, ...person } = form;
    const body = { token, ...person, ...(asksLibraryName ? { libraryName } : {}) };
    const found = findProblems(NewAccount, body);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    await api.makeAccount(body);
    await reload();
    navigate('/studio', { replace: true });
  });
  const problemOf = useProblemText(problems, error);

  return (
    <form className="form" onSubmit={onSubmit} noValidate>
      {asksLibraryName ? (
        <TextField
          label={t('firstRun.libraryName')}
          help={t('firstRun.libraryNameHelp')}
          autoComplete="organization"
          value={form.libraryName}
          onChange={(libraryName) => setForm({ ...form, libraryName })}
          problem={problemOf('libraryName')}
        />
      ) : null}
      <TextField
        label={t('displayName')}
        help={t('displayNameHelp')}
        autoComplete="name"
        value={form.displayName}
        onChange={(displayName) => setForm({ ...form, displayName })}
        problem={problemOf('displayName')}
      />
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
        autoComplete="new-password"
        value={form.password}
        onChange={(password) => setForm({ ...form, password })}
        problem={problemOf('password')}
      />
      <Failure error={error} />
      <div className="form__actions">
        <Button type="submit" look="primary" isPending={busy}>
          {action}
        </Button>
      </div>
    </form>
  );
}
