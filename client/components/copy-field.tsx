import './copy-field.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';
import { TextField } from './text-field.tsx';

type CopyFieldProps = {
  label: string;
  value: string;
  help?: string;
  /** Lines of a longer text. */
  rows?: number;
};

/** An address or text to pass on: readable, selectable, copied with one press. */
export function CopyField({ label, value, help, rows }: CopyFieldProps) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <div className="copy-field">
      <TextField
        label={label}
        value={value}
        onChange={() => undefined}
        isReadOnly
        {...(help ? { help } : {})}
        {...(rows ? { rows } : {})}
      />
      <Button
        aria-label={`${t('copy')}: ${label}`}
        onPress={async () => setCopied(await copyText(value))}
      >
        {copied ? t('copied') : t('copy')}
      </Button>
      <span className="visually-hidden" role="status">
        {copied ? t('copied') : ''}
      </span>
    </div>
  );
}
