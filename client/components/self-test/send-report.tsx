import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/i18n.ts';
import {
  deviceWords,
  testSteps,
  type LineMeasure,
  type TestResults,
} from '../../state/self-test.ts';
import { formatMoment } from '../../times/format-time.ts';
import { Button } from '../button.tsx';
import { copyText } from '../copy-text.ts';
import { useLibraryZone } from '../moment.tsx';
import { useNotice } from '../notices.tsx';
import { useResultWords } from './use-result-words.ts';

/** The same in a few lines, to be sent to whoever helps. Sent by the person alone; the hub keeps nothing. */
export function SendReport({ results }: { results: Partial<TestResults> }) {
  const { t } = useTranslation('selfTest');
  const notify = useNotice();
  const text = useReport(results);
  const copy = async (): Promise<void> => {
    if (await copyText(text)) notify(t('report.copied'));
    else notify(t('report.notCopied'), 'problem');
  };
  return (
    <div className="self-test__report">
      <h3>{t('report.title')}</h3>
      <p>{t('report.help')}</p>
      <pre tabIndex={0} role="group" aria-label={t('report.label')}>
        {text}
      </pre>
      {'share' in navigator ? (
        // Closing the phone's own sheet is no failure.
        <Button wide onPress={() => void navigator.share({ text }).catch(() => undefined)}>
          {t('report.share')}
        </Button>
      ) : null}
      <Button wide onPress={() => void copy()}>
        {t('report.copy')}
      </Button>
    </div>
  );
}

function useReport(results: Partial<TestResults>): string {
  const { t } = useTranslation(['selfTest', 'network']);
  const zone = useLibraryZone();
  const words = useResultWords();
  // When it was finished, not when it is looked at.
  const [now] = useState(() => new Date());
  const { line } = results;
  const measured = line && line !== 'skipped' && !('problem' in line) ? line : undefined;
  return [
    t('report.head', {
      moment: formatMoment(now, { language: currentLanguage(), zone }, now),
    }),
    t('report.device', { device: deviceWords(navigator.userAgent) || t('report.unknown') }),
    ...testSteps.map((step) => `${t(`names.${step}`)}: ${words(results, step)}`),
    ...(measured ? [t('report.numbers', numbersOf(measured))] : []),
  ].join('\n');
}

/** For those who know what they mean. */
function numbersOf({ route, roundTripMs, lostShare, downloadBitrate }: LineMeasure) {
  const number = new Intl.NumberFormat(currentLanguage(), { maximumFractionDigits: 1 });
  const orDash = (value: number | undefined): string =>
    value === undefined ? '–' : number.format(value);
  return {
    route: route === 'relay' ? 'TURN' : route.toUpperCase(),
    roundTrip: orDash(roundTripMs),
    lost: number.format(lostShare * 100),
    megabits: orDash(downloadBitrate && downloadBitrate / 1_000_000),
  };
}
