import './fields.css';
import { SwitchButton, SwitchField as AriaSwitchField, Text } from 'react-aria-components';

type SwitchFieldProps = {
  label: string;
  help?: string;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
};

/** On or off, at once. */
export function SwitchField({ label, help, ...field }: SwitchFieldProps) {
  return (
    <AriaSwitchField {...field} className="field">
      <SwitchButton className="switch">
        <span className="switch__track" aria-hidden="true" />
        <span>{label}</span>
      </SwitchButton>
      {help ? (
        <Text slot="description" className="field__help small">
          {help}
        </Text>
      ) : null}
    </AriaSwitchField>
  );
}
