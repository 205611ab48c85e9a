import { useTranslation } from 'react-i18next';
import type { Edit, ReviewFacts } from '../../../server/protocol/edits.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import { shapeOf } from '../../state/edit-list.ts';
import { formatExact } from '../../state/exact-position.ts';

export type ReviewWords = {
  /** A place in the recording. */
  at: (ms: number) => string;
  seconds: (ms: number) => string;
  nameOf: (peerId: string) => string;
  /** "Dipotong: 0:12,0 sampai 0:15,5". */
  describe: (edit: Edit) => string;
  /** The same as it has just happened. */
  told: (edit: Edit) => string;
};

export function useReviewWords({ people, durationMs }: ReviewFacts): ReviewWords {
  const { t } = useTranslation('review');
  const at = (ms: number): string => formatExact(ms, currentLanguage());
  const nameOf = (peerId: string): string =>
    people.find((person) => person.peerId === peerId)?.displayName ?? t('list.someone');
  const numbers = new Intl.NumberFormat(currentLanguage(), { maximumFractionDigits: 1 });
  const partsOf = (edit: Edit) => ({
    shape: shapeOf(edit, durationMs),
    values: {
      from: at(edit.fromMs),
      to: at(edit.toMs),
      name: edit.kind === 'mute' ? nameOf(edit.peerId) : '',
    },
  });
  return {
    at,
    nameOf,
    seconds: (ms) => t('list.length', { count: ms / 1000, seconds: numbers.format(ms / 1000) }),
    describe: (edit) => {
      const { shape, values } = partsOf(edit);
      return t(`list.${shape}`, values);
    },
    told: (edit) => {
      const { shape, values } = partsOf(edit);
      return t(`tools.done.${shape}`, values);
    },
  };
}
