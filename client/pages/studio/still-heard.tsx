import { useTranslation } from 'react-i18next';
import type { RecordingHealth } from '../../../server/protocol/recording-health.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { formatPosition } from '../../player/format-position.ts';

/** Where people who were taken out may still be heard beneath others' words: for hosts to listen, and to cut. */
export function StillHeard({ stretches }: { stretches: RecordingHealth['stillHeard'] }) {
  const { t } = useTranslation('studio');
  if (stretches.length === 0) return null;
  return (
    <>
      <p>{t('health.stillHeard.text')}</p>
      <Disclosure title={t('health.stillHeard.where', { count: stretches.length })}>
        <ul className="health__missing">
          {stretches.map(({ fromMs, toMs, displayName }, index) => (
            // Two microphones may have heard them at the same time: only their order tells them apart.
            <li key={index}>
              {t('health.stillHeard.line', {
                from: formatPosition(fromMs),
                to: formatPosition(toMs),
                name: displayName || t('health.guest'),
              })}
            </li>
          ))}
        </ul>
      </Disclosure>
    </>
  );
}
