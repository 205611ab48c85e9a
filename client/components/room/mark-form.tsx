import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../button.tsx';
import { TextField } from '../text-field.tsx';

type MarkFormProps = { onAdd: (title: string) => void };

/** Names this moment; it becomes a chapter. */
export function MarkForm({ onAdd }: MarkFormProps) {
  const { t } = useTranslation('room');
  const [title, setTitle] = useState('');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (title.trim()) onAdd(title.trim());
  };
  return (
    <form className="form" onSubmit={submit}>
      <p>{t('mark.text')}</p>
      <TextField label={t('mark.field')} value={title} onChange={setTitle} maxLength={120} />
      <div className="dialog__actions">
        <Button look="primary" type="submit" isDisabled={!title.trim()}>
          {t('mark.button')}
        </Button>
      </div>
    </form>
  );
}
