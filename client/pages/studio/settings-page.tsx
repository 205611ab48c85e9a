import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import {
  LibraryPatch,
  PasswordChange,
  type LibraryInfo,
  type PersonInfo,
} from '../../../server/protocol/rest.ts';
import { api } from '../../api/api.ts';
import { errorCodeOf } from '../../api/api-error.ts';
import { useMe } from '../../api/me.tsx';
import { Button } from '../../components/button.tsx';
import { Failure } from '../../components/failure.tsx';
import { useNotice } from '../../components/notices.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { SavedForm } from '../../components/saved-form.tsx';
import { Section } from '../../components/section.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { findProblems, type Problems } from '../../forms/problems.ts';
import { useSavedForm } from '../../forms/use-saved-form.ts';
import { useProblemText } from '../../forms/use-problems.ts';
import { useSubmit } from '../../forms/use-submit.ts';
import { isLanguage, languageNames, languages } from '../../i18n/language.ts';
import { StudioShell } from './studio-shell.tsx';
import { timeZoneChoices } from './time-zone-choices.ts';
import { UpkeepSection } from './upkeep-section.tsx';
import { UndrawnNote } from './undrawn-note.tsx';

/** The library's details, one's own password, and the way out. */
export function SettingsPage() {
  const { t } = useTranslation('studio');
  const { me } = useMe();
  return (
    <StudioShell title={t('settings.title')} width="reading">
      {(person) => (
        <>
          <PageHeader title={t('settings.title')} />
          {person.role === 'owner' ? <UpkeepSection /> : null}
          <Section title={t('settings.library')}>
            {person.role === 'owner' && me?.library ? (
              <LibraryForm library={me.library} />
            ) : (
              <p className="muted">{t('settings.ownerOnly')}</p>
            )}
          </Section>
          <Section title={t('settings.password')}>
            <PasswordForm person={person} />
          </Section>
          <Section title={t('settings.account')}>
            <SignOut person={person} />
          </Section>
        </>
      )}
    </StudioShell>
  );
}

function LibraryForm({ library }: { library: LibraryInfo }) {
  const { t } = useTranslation('studio');
  const { reload } = useMe();
  const saved = useSavedForm(
    { name: library.name, timeZone: library.timeZone, language: library.language },
    (form) => findProblems(LibraryPatch, form),
    async (form) => {
      await api.changeLibrary(form);
      await reload();
    },
  );
  const { form, change, problemOf } = saved;
  return (
    <SavedForm saved={saved}>
      <div className="field">
        <TextField
          label={t('settings.name')}
          value={form.name}
          onChange={(name) => change({ ...form, name })}
          problem={problemOf('name')}
        />
        <UndrawnNote text={form.name} />
      </div>
      <SelectField
        label={t('settings.zone')}
        help={t('settings.zoneHelp')}
        value={form.timeZone}
        onChange={(timeZone) => change({ ...form, timeZone })}
        choices={timeZoneChoices(form.timeZone)}
      />
      <SelectField
        label={t('settings.language')}
        help={t('settings.languageHelp')}
        value={form.language}
        onChange={(language) => {
          if (isLanguage(language)) change({ ...form, language });
        }}
        choices={languages.map((value) => ({ value, label: languageNames[value] }))}
      />
    </SavedForm>
  );
}

function PasswordForm({ person }: { person: PersonInfo }) {
  const { t } = useTranslation('studio');
  const { t: tAccount } = useTranslation('account');
  const notify = useNotice();
  const [form, setForm] = useState({ current: '', next: '' });
  const [problems, setProblems] = useState<Problems>({});
  const { busy, error, onSubmit } = useSubmit(async () => {
    const found = findProblems(PasswordChange, form);
    if (form.current === '') found['current'] = { key: 'problem.required' };
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    await api.changePassword(form);
    setForm({ current: '', next: '' });
    notify(t('settings.passwordChanged'));
  });
  const problemOf = useProblemText(problems);
  const isWrong = error !== undefined && errorCodeOf(error) === 'wrong-credentials';
  return (
    <form className="form" onSubmit={onSubmit} noValidate>
      {/* Tells password managers whose password this is. */}
      <input type="hidden" autoComplete="username" value={person.email} readOnly />
      <PasswordField
        label={t('settings.currentPassword')}
        autoComplete="current-password"
        value={form.current}
        onChange={(current) => setForm({ ...form, current })}
        problem={isWrong ? t('settings.wrongPassword') : problemOf('current')}
      />
      <PasswordField
        label={tAccount('newPassword')}
        autoComplete="new-password"
        value={form.next}
        onChange={(next) => setForm({ ...form, next })}
        problem={problemOf('next')}
      />
      {isWrong ? null : <Failure error={error} />}
      <div>
        <Button type="submit" isPending={busy}>
          {t('settings.changePassword')}
        </Button>
      </div>
    </form>
  );
}

function SignOut({ person }: { person: PersonInfo }) {
  const { t } = useTranslation('studio');
  const { reload } = useMe();
  const [, navigate] = useLocation();
  const { busy, error, run } = useSubmit(async () => {
    await api.signOut();
    navigate('/');
    await reload();
  });
  return (
    <>
      <p>
        <strong>{person.displayName}</strong> · {person.email}
      </p>
      <Failure error={error} />
      <div>
        <Button isPending={busy} onPress={run}>
          {t('nav.signOut')}
        </Button>
      </div>
    </>
  );
}
