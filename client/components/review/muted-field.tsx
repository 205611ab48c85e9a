import { useTranslation } from 'react-i18next';
import type { Edit, ReviewFacts } from '../../../server/protocol/edits.ts';
import { byName, type Named } from '../../state/by-name.ts';
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
  const choices = listChoices(facts);
  const isValue = ({ peerIds, source }: Choice): boolean =>
    source === value.source && peerIds.includes(value.peerId);
  const chosen = choices.find(isValue);
  const hasScreen = facts.screens.some(({ peerId }) => chosen?.peerIds.includes(peerId));
  const help = value.source ? 'muteScreenHelp' : hasScreen ? 'muteBothHelp' : 'muteHelp';
  return (
    <SelectField
      label={t('form.person')}
      help={t(`form.${help}`)}
      value={chosen ? keyOf(chosen) : ''}
      onChange={(key) => {
        const next = choices.find((choice) => keyOf(choice) === key);
        if (next) onChange(toMuted(next));
      }}
      choices={choices.map((choice) => ({
        value: keyOf(choice),
        label: choice.source ? words.screenOf(choice.displayName) : choice.displayName,
      }))}
    />
  );
}

/** Who is offered first. */
export function firstMuted(facts: MutedFieldProps['facts']): Muted {
  const [first] = listChoices(facts);
  return first ? toMuted(first) : { peerId: '' };
}

/** A person, or their screen. */
type Choice = Named & { source?: 'screen-audio' };

const keyOf = ({ peerIds, source }: Choice): string => `${source ?? 'all'} ${peerIds[0] ?? ''}`;

/** The pipeline silences all of a name. */
const toMuted = ({ peerIds: [peerId = ''], source }: Choice): Muted =>
  source ? { peerId, source } : { peerId };

const listChoices = ({ people, screens }: MutedFieldProps['facts']): Choice[] => [
  ...byName(people),
  ...byName(screens).map((choice) => ({ ...choice, source: 'screen-audio' as const })),
];
