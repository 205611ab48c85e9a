import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../button.tsx';
import { ChoiceList } from '../choice-list.tsx';

type ConsentQuestionProps = {
  answer: boolean | undefined;
  /** Its recording is another matter: a day of sound, for the hosts. */
  isPractice: boolean;
  /** The words of the button: going on stage, or saving a changed answer. */
  action: string;
  onAnswer: (granted: boolean) => void;
};

/** Asks whether this person may be recorded. Nothing is chosen for them, and both answers let them go on. */
export function ConsentQuestion({
  answer,
  isPractice,
  action,
  onAnswer,
}: ConsentQuestionProps) {
  const { t } = useTranslation(['room', 'conduct']);
  const [choice, setChoice] = useState(answer === undefined ? undefined : toChoice(answer));
  const [isMissing, setIsMissing] = useState(false);
  const submit = (): void => {
    if (choice) onAnswer(choice === 'yes');
    else setIsMissing(true);
  };
  return (
    <div className="consent">
      <p>{isPractice ? t('conduct:practice.consentText') : t('consent.text')}</p>
      <ChoiceList
        label={t('consent.title')}
        value={choice}
        onChange={setChoice}
        choices={(['yes', 'no'] as const).map((value) => ({
          value,
          title: t(`consent.${value}`),
          text:
            isPractice && value === 'yes'
              ? t('conduct:practice.consentYesText')
              : t(`consent.${value}Text`),
        }))}
      />
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
