import { useTranslation } from 'react-i18next';
import type { MissingStretch } from '../../../server/protocol/recording-health.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import { formatPosition } from '../../player/format-position.ts';

/** Shorter ones are told by their length. */
const shortMs = 60_000;

/** What was not recorded at all: from when to when, why, and whose. */
export function MissingStretches({ missing }: { missing: readonly MissingStretch[] }) {
  const toWords = useWords();
  if (missing.length === 0) return null;
  return (
    <ul className="health__missing">
      {missing.map((stretch, index) => (
        // Two may begin at the same time: only their order tells them apart.
        <li key={index} className={stretch.isProblem ? 'health__problem' : undefined}>
          {toWords(stretch)}
        </li>
      ))}
    </ul>
  );
}

function useWords(): (stretch: MissingStretch) => string {
  const { t } = useTranslation('studio');
  const list = new Intl.ListFormat(currentLanguage());
  return ({ reason, fromMs, toMs, kinds, names }) => {
    const from = formatPosition(fromMs);
    const when =
      toMs === undefined
        ? t('health.missing.when.open', { from })
        : toMs - fromMs < shortMs
          ? t('health.missing.when.short', { from, seconds: toSeconds(toMs - fromMs) })
          : t('health.missing.when.between', { from, to: formatPosition(toMs) });
    const [kind = 'audio', ...others] = kinds;
    const things = t(`health.missing.kinds.${others.length > 0 ? 'both' : kind}`);
    const people = list.format(names.map((name) => name || t('health.guest')));
    const what =
      names.length > 0 ? t('health.missing.of', { what: things, names: people }) : things;
    return t('health.missing.line', { when, why: t(`health.missing.why.${reason}`), what });
  };
}

/** Tenths below ten seconds. */
const toSeconds = (ms: number): number =>
  ms < 10_000 ? Math.round(ms / 100) / 10 : Math.round(ms / 1_000);
