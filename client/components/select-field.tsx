import './fields.css';
import { useId } from 'react';

type Choice = { value: string; label: string };

type SelectFieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  choices: readonly Choice[];
  help?: string;
};

/** One of several. The browser's own list: on a phone it opens the picker that people know, with room for fingers. */
export function SelectField({ label, value, onChange, choices, help }: SelectFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      {help ? (
        <span id={`${id}-help`} className="field__help small">
          {help}
        </span>
      ) : null}
      <select
        id={id}
        className="field__input"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        {...(help ? { 'aria-describedby': `${id}-help` } : {})}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
