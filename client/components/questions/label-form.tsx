import { useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { questionLimits } from '../../../server/protocol/questions.ts';
import { labelsOffered } from '../../state/question-lists.ts';
import type { QuestionsView } from '../../state/questions-view.ts';
import { Button } from '../button.tsx';
import { TextField } from '../text-field.tsx';

type LabelFormProps = {
  view: QuestionsView;
  /** Names of those on stage. */
  stage: readonly string[];
  labels: readonly string[];
  onSave: (labels: string[]) => Promise<void>;
};

/** Labels to find questions by: those in use and who is on stage with a press, a new one by its name. */
export function LabelForm({ view, stage, labels, onSave }: LabelFormProps) {
  const { t } = useTranslation('moderation');
  const [chosen, setChosen] = useState(labels);
  const [typed, setTyped] = useState('');
  const offered = labelsOffered(view, stage, chosen);
  const add = (label: string): string[] =>
    label && !chosen.includes(label) ? [...chosen, label] : [...chosen];
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void onSave(add(typed.trim()).slice(0, questionLimits.labels));
      }}
    >
      <p>{t('dialog.labelText')}</p>
      {offered.length > 0 ? (
        <div className="row" role="group" aria-label={t('dialog.labelUsed')}>
          {offered.map((label) => (
            <ToggleButton
              key={label}
              className="segments__one"
              isSelected={chosen.includes(label)}
              onChange={(isOn) =>
                setChosen(isOn ? add(label) : chosen.filter((one) => one !== label))
              }
            >
              {label}
            </ToggleButton>
          ))}
        </div>
      ) : null}
      <TextField
        label={t('dialog.labelNew')}
        optional
        maxLength={questionLimits.label}
        value={typed}
        onChange={setTyped}
      />
      <div className="dialog__actions">
        <Button look="primary" type="submit">
          {t('dialog.labelSave')}
        </Button>
      </div>
    </form>
  );
}
