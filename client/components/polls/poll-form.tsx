import './polls.css';
import { useState, type SubmitEvent } from 'react';
import {
  CheckboxButton,
  CheckboxField,
  CheckboxGroup,
  Label,
  RadioButton,
  RadioField,
  RadioGroup,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { pollLimits, type Poll, type PollAnswer } from '../../../server/protocol/polls.ts';
import { choicesOf } from '../../state/polls-view.ts';
import { Button } from '../button.tsx';
import { TextField } from '../text-field.tsx';

type PollFormProps = {
  poll: Poll;
  answer: PollAnswer | undefined;
  onAnswer: (answer: PollAnswer) => void;
};

/** Answers a poll: large rows to press, or lines for words. Nothing is sent before the button is pressed. */
export function PollForm({ poll, answer, onAnswer }: PollFormProps) {
  const { t } = useTranslation('polls');
  const { plan } = poll;
  const [choices, setChoices] = useState<readonly string[]>(
    answer && 'choices' in answer ? answer.choices.map(String) : [],
  );
  const [words, setWords] = useState<readonly string[]>(
    answer && 'words' in answer ? answer.words : [],
  );
  const [isMissing, setIsMissing] = useState(false);

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = words.map((word) => word.trim()).filter(Boolean);
    const isEmpty = plan.kind === 'words' ? given.length === 0 : choices.length === 0;
    setIsMissing(isEmpty);
    if (isEmpty) return;
    onAnswer(plan.kind === 'words' ? { words: given } : { choices: choices.map(Number) });
  };

  return (
    <form className="form" onSubmit={submit}>
      {plan.kind === 'words' ? (
        Array.from({ length: plan.maxWords }, (_, at) => (
          <TextField
            key={at}
            label={plan.maxWords === 1 ? t('word') : t('wordNumber', { number: at + 1 })}
            optional={at > 0}
            maxLength={pollLimits.word}
            value={words[at] ?? ''}
            onChange={(word) =>
              setWords(
                Array.from({ length: plan.maxWords }, (__, one) =>
                  one === at ? word : (words[one] ?? ''),
                ),
              )
            }
          />
        ))
      ) : plan.kind === 'multiple' ? (
        <CheckboxGroup
          className="poll-choices"
          value={[...choices]}
          onChange={(chosen) => setChoices(chosen)}
        >
          <Label className="visually-hidden">{plan.question}</Label>
          <p className="small muted">{t('several')}</p>
          {choicesOf(plan).map(({ value, label }) => (
            <CheckboxField key={value} value={`${value}`}>
              <CheckboxButton className="poll-choice">
                <span className="poll-choice__mark poll-choice__mark--box" aria-hidden="true" />
                <span>{label}</span>
              </CheckboxButton>
            </CheckboxField>
          ))}
        </CheckboxGroup>
      ) : (
        <RadioGroup
          className="poll-choices"
          value={choices[0] ?? null}
          onChange={(chosen) => setChoices([chosen])}
        >
          <Label className="visually-hidden">{plan.question}</Label>
          {choicesOf(plan).map(({ value, label }) => (
            <RadioField key={value} value={`${value}`}>
              <RadioButton className="poll-choice">
                <span className="poll-choice__mark" aria-hidden="true" />
                <span>{label}</span>
              </RadioButton>
            </RadioField>
          ))}
        </RadioGroup>
      )}
      {isMissing ? (
        <p className="field__problem small" role="alert">
          {t('missing')}
        </p>
      ) : null}
      <Button type="submit" look="primary" wide>
        {answer ? t('sendAgain') : t('send')}
      </Button>
      <p className="small muted">{t('anonymous')}</p>
    </form>
  );
}
