import './choice-list.css';
import type { ReactNode } from 'react';
import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components';

export type Choice<T extends string> = { value: T; title: string; text?: ReactNode };

type ChoiceListProps<T extends string> = {
  /** What is chosen, for ears only where the place of the list says it to the eye. */
  label: string;
  showsLabel?: boolean;
  /** Undefined while nothing is chosen. */
  value: T | undefined;
  choices: readonly Choice<T>[];
  onChange: (value: T) => void;
};

/** One of a few, each explained. */
export function ChoiceList<T extends string>({
  label,
  showsLabel = false,
  value,
  choices,
  onChange,
}: ChoiceListProps<T>) {
  return (
    <RadioGroup
      className="choices"
      value={value ?? null}
      onChange={(chosen) => {
        const choice = choices.find((one) => one.value === chosen);
        if (choice) onChange(choice.value);
      }}
    >
      <Label className={showsLabel ? 'field__label' : 'visually-hidden'}>{label}</Label>
      {choices.map((choice) => (
        <RadioField key={choice.value} value={choice.value}>
          <RadioButton className="choice">
            <span className="choice__dot" aria-hidden="true" />
            <span>
              <strong>{choice.title}</strong>
              {choice.text ? <span className="choice__text">{choice.text}</span> : null}
            </span>
          </RadioButton>
        </RadioField>
      ))}
    </RadioGroup>
  );
}
