import { useTranslation } from 'react-i18next';
import type { TimelineDamage } from '../../../server/protocol/recording-health.ts';

/** That the recording's timeline has lost something, and what was recorded that nobody knows of without it. */
export function TimelineDamageView({ damage }: { damage: TimelineDamage }) {
  const { t } = useTranslation('studio');
  const { damagedLines, strayTakes } = damage;
  return (
    <>
      {damagedLines === 0 ? null : <p>{t('health.damage.lines', { count: damagedLines })}</p>}
      {strayTakes.length === 0 ? null : (
        <>
          <p>{t('health.damage.takes')}</p>
          <ul className="health__missing">
            {strayTakes.map(({ takeId, displayName, source }) => (
              <li key={takeId} className="health__problem">
                {source
                  ? `${displayName || t('health.guest')}, ${t(`recording.sources.${source}`)}`
                  : t('health.damage.unknown')}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
