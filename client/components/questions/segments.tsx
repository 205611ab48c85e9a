import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

type SegmentsProps<Value extends string> = {
  label: string;
  value: Value;
  choices: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
};

/** One of two or three, all in sight. */
export function Segments<Value extends string>({
  label,
  value,
  choices,
  onChange,
}: SegmentsProps<Value>) {
  return (
    <ToggleButtonGroup
      className="segments"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = choices.find((choice) => keys.has(choice.value));
        if (chosen) onChange(chosen.value);
      }}
    >
      {choices.map((choice) => (
        <ToggleButton key={choice.value} id={choice.value} className="segments__one">
          {choice.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
