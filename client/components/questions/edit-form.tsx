import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { questionLimits } from '../../../server/protocol/questions.ts';
import { Button } from '../button.tsx';
import { TextField } from '../text-field.tsx';

type EditFormProps = { text: string; help?: string; onSave: (text: string) => Promise<void> };

/** The wording of a question, to be changed. */
export function EditForm({ text, help, onSave }: EditFormProps) {
  const { t } = useTranslation('questions');
  const [edited, setEdited] = useState(text);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (edited.trim()) void onSave(edited.trim());
      }}
    >
      <TextField
        label={t('wording.field')}
        rows={4}
        maxLength={questionLimits.text}
        value={edited}
        onChange={setEdited}
        {...(help ? { help } : {})}
      />
      <div className="dialog__actions">
        <Button look="primary" type="submit" isDisabled={!edited.trim()}>
          {t('wording.save')}
        </Button>
      </div>
    </form>
  );
}
