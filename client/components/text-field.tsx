import './fields.css';
import type { HTMLInputAutoCompleteAttribute } from 'react';
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField as AriaTextField,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';

type TextFieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  name?: string;
  type?: 'text' | 'email' | 'password' | 'search' | 'date' | 'time' | 'number';
  /** What it is for, or what it must be; shown before anything can go wrong. */
  help?: string;
  /** What is wrong and what to do. Marks the field. */
  problem?: string | undefined;
  optional?: boolean;
  autoComplete?: HTMLInputAutoCompleteAttribute;
  /** Lines of a longer text. One line without it. */
  rows?: number;
  isReadOnly?: boolean;
  maxLength?: number;
};

/** One labelled line or, with `rows`, several lines of text. */
export function TextField({
  label,
  help,
  problem,
  optional = false,
  rows,
  autoComplete,
  ...field
}: TextFieldProps) {
  const { t } = useTranslation();
  return (
    <AriaTextField
      {...field}
      {...(autoComplete ? { autoComplete } : {})}
      className="field"
      isInvalid={problem !== undefined}
      validationBehavior="aria"
    >
      <Label className="field__label">
        {label}
        {optional ? <span className="field__optional"> ({t('optional')})</span> : null}
      </Label>
      {help ? (
        <Text slot="description" className="field__help small">
          {help}
        </Text>
      ) : null}
      {rows ? (
        <TextArea className="field__input" rows={rows} />
      ) : (
        <Input className="field__input" />
      )}
      <FieldError className="field__problem small">{problem}</FieldError>
    </AriaTextField>
  );
}
