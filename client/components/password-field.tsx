import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SwitchField } from './switch-field.tsx';
import { TextField } from './text-field.tsx';

type PasswordFieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** `new-password` also gives the rule before anything can go wrong. */
  autoComplete: 'current-password' | 'new-password';
  problem?: string | undefined;
};

/** A password that can be shown: small keyboards make mistakes that dots hide. */
export function PasswordField({ autoComplete, ...field }: PasswordFieldProps) {
  const { t } = useTranslation('account');
  const [shown, setShown] = useState(false);
  return (
    <div>
      <TextField
        {...field}
        type={shown ? 'text' : 'password'}
        autoComplete={autoComplete}
        {...(autoComplete === 'new-password' ? { help: t('passwordHelp') } : {})}
      />
      <SwitchField label={t('showPassword')} isSelected={shown} onChange={setShown} />
    </div>
  );
}
