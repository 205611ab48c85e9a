import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataMeter } from '../../session/data-meter.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import { bytesPerHour, totalBytes } from '../../state/data-use.ts';
import { exactMegabytes } from '../../state/megabytes.ts';
import { MediaRoute } from '../media-route.tsx';
import { Section } from '../section.tsx';
import { DataModeField } from './data-mode-field.tsx';
import type { DataModeChoice } from './use-data-mode.ts';

type ConnectionSheetProps = { mode: DataModeChoice; meter: DataMeter };

/** How much is sent to this device, what it came to, and which way it comes. */
export function ConnectionSheet({ mode, meter }: ConnectionSheetProps) {
  return (
    <div className="form">
      <DataModeField value={mode.dataMode} onChange={mode.choose} />
      <Measured meter={meter} />
    </div>
  );
}

function Measured({ meter }: { meter: DataMeter }) {
  const { t } = useTranslation('network');
  const { use, link } = useSyncExternalStore(
    (listener) => meter.subscribe(listener),
    () => meter.state,
  );
  const perHour = bytesPerHour(use);
  const used = exactMegabytes(totalBytes(use), currentLanguage());
  return (
    <>
      <Section title={t('measured.title')}>
        <p className="numbers">
          {t('measured.used', { megabytes: used })}{' '}
          {perHour === undefined
            ? t('measured.soon')
            : t('measured.rate', { megabytes: exactMegabytes(perHour, currentLanguage()) })}
        </p>
      </Section>
      <Section title={t('route.title')}>
        <MediaRoute link={link} />
      </Section>
    </>
  );
}
