import { useTranslation } from 'react-i18next';
import type { Edit, ReviewFacts } from '../../../server/protocol/edits.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import { shapeOf } from '../../state/edit-list.ts';
import { formatExact } from '../../state/exact-position.ts';

export type ReviewWords = {
  /** A place in the recording. */
  at: (ms: number) => string;
  seconds: (ms: number) => string;
  screenOf: (name: string) => string;
  /** "Dipotong: 0:12,0 sampai 0:15,5". */
  describe: (edit: Edit) => string;
  /** The same as it has just happened. */
  told: (edit: Edit) => string;
};

export function useReviewWords({ people, screens, durationMs }: ReviewFacts): ReviewWords {
  const { t } = useTranslation('review');
  const at = (ms: number): string => formatExact(ms, currentLanguage());
  const screenOf = (name: string): string => t('list.screenOf', { name });
  const nameOf = ({ peerId, source }: Extract<Edit, { kind: 'mute' }>): string => {
    const known = source ? screens : people;
    const name = known.find((one) => one.peerId === peerId)?.displayName ?? t('list.someone');
    return source ? screenOf(name) : name;
  };
  const numbers = new Intl.NumberFormat(currentLanguage(), { maximumFractionDigits: 1 });
  const partsOf = (edit: Edit) => ({
    shape: shapeOf(edit, durationMs),
    values: {
      from: at(edit.fromMs),
      to: at(edit.toMs),
      name: edit.kind === 'mute' ? nameOf(edit) : '',
    },
  });
  return {
    at,
    screenOf,
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
