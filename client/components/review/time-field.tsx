import { useTranslation } from 'react-i18next';
import { parseExact } from '../../state/exact-position.ts';
import { Button } from '../button.tsx';
import { TextField } from '../text-field.tsx';
import { Nudge } from './transport.tsx';
import type { ReviewWords } from './use-review-words.ts';

type TimeFieldProps = {
  label: string;
  /** As typed. */
  value: string;
  onChange: (value: string) => void;
  problem: string | undefined;
  words: ReviewWords;
  /** Words of the button that takes the playhead's place. */
  takeLabel: string;
  onTake: () => void;
};

const steps = [-1_000, -100, 100, 1_000];

/** A place in the recording: typed, taken from where one is, or moved a little. */
export function TimeField({ label, value, onChange, words, ...rest }: TimeFieldProps) {
  const { t } = useTranslation('review');
  const { problem, takeLabel, onTake } = rest;
  const ms = parseExact(value);
  return (
    <div className="time-field">
      <TextField
        label={label}
        help={t('form.timeHelp', { example: words.at(62_500) })}
        value={value}
        onChange={onChange}
        problem={problem}
      />
      <Button onPress={onTake}>{takeLabel}</Button>
      <p className="small muted">{t('nudge')}</p>
      <div className="nudges">
        {steps.map((step) => (
          <Button
            key={step}
            isDisabled={ms === undefined}
            aria-label={t(step < 0 ? 'form.earlier' : 'form.later', {
              field: label,
              length: words.seconds(Math.abs(step)),
            })}
            onPress={() => onChange(words.at(Math.max(0, (ms ?? 0) + step)))}
          >
            <Nudge ms={step} />
          </Button>
        ))}
      </div>
    </div>
  );
}
