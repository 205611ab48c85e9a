import { useState } from 'react';
import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '../button.tsx';

type ConsentQuestionProps = {
  answer: boolean | undefined;
  /** The words of the button: going on stage, or saving a changed answer. */
  action: string;
  onAnswer: (granted: boolean) => void;
};

/** Asks whether this person may be recorded. Nothing is chosen for them, and both answers let them go on. */
export function ConsentQuestion({ answer, action, onAnswer }: ConsentQuestionProps) {
  const { t } = useTranslation('room');
  const [choice, setChoice] = useState(answer === undefined ? undefined : toChoice(answer));
  const [isMissing, setIsMissing] = useState(false);
  const submit = (): void => {
    if (choice) onAnswer(choice === 'yes');
    else setIsMissing(true);
  };
  return (
    <div className="consent">
      <p>{t('consent.text')}</p>
      <RadioGroup
        className="consent__choices"
        value={choice ?? null}
        onChange={(value) => setChoice(value === 'yes' ? 'yes' : 'no')}
      >
        <Label className="visually-hidden">{t('consent.title')}</Label>
        {(['yes', 'no'] as const).map((value) => (
          <RadioField key={value} value={value}>
            <RadioButton className="consent__choice">
              <span className="consent__dot" aria-hidden="true" />
              <span>
                <strong>{t(`consent.${value}`)}</strong>
                <span className="consent__text">{t(`consent.${value}Text`)}</span>
              </span>
            </RadioButton>
          </RadioField>
        ))}
      </RadioGroup>
      <p className="small muted">{t('consent.change')}</p>
      {isMissing && !choice ? (
        <p className="field__problem small" role="alert">
          {t('consent.answer')}
        </p>
      ) : null}
      <div className="dialog__actions">
        <Button look="primary" onPress={submit}>
          {action}
        </Button>
      </div>
    </div>
  );
}

const toChoice = (granted: boolean): 'yes' | 'no' => (granted ? 'yes' : 'no');
