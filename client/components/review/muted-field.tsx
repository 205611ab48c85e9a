import { useTranslation } from 'react-i18next';
import type { Edit, ReviewFacts } from '../../../server/protocol/edits.ts';
import { SelectField } from '../select-field.tsx';
import type { ReviewWords } from './use-review-words.ts';

/** Whose sound is silenced: all of a person's, or what their screen played. */
export type Muted = Pick<Extract<Edit, { kind: 'mute' }>, 'peerId' | 'source'>;

type MutedFieldProps = {
  facts: Pick<ReviewFacts, 'people' | 'screens'>;
  value: Muted;
  onChange: (muted: Muted) => void;
  words: ReviewWords;
};

export function MutedField({ facts, value, onChange, words }: MutedFieldProps) {
  const { t } = useTranslation('review');
  const choices = listMuted(facts);
  const hasScreen = facts.screens.some(({ peerId }) => peerId === value.peerId);
  const help = value.source ? 'muteScreenHelp' : hasScreen ? 'muteBothHelp' : 'muteHelp';
  return (
    <SelectField
      label={t('form.person')}
      help={t(`form.${help}`)}
      value={keyOf(value)}
      onChange={(key) => {
        const chosen = choices.find(({ muted }) => keyOf(muted) === key);
        if (chosen) onChange(chosen.muted);
      }}
      choices={choices.map(({ muted, displayName }) => ({
        value: keyOf(muted),
        label: muted.source ? words.screenOf(displayName) : displayName,
      }))}
    />
  );
}

/** Who is offered first. */
export const firstMuted = (facts: MutedFieldProps['facts']): Muted =>
  listMuted(facts)[0]?.muted ?? { peerId: '' };

const keyOf = ({ peerId, source }: Muted): string => `${source ?? 'all'} ${peerId}`;

function listMuted({
  people,
  screens,
}: MutedFieldProps['facts']): { muted: Muted; displayName: string }[] {
  return [
    ...people.map(({ peerId, displayName }) => ({ muted: { peerId }, displayName })),
    ...screens.map(({ peerId, displayName }) => ({
      muted: { peerId, source: 'screen-audio' as const },
      displayName,
    })),
  ];
}
