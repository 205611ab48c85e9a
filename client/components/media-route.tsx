import { useTranslation } from 'react-i18next';
import type { LinkStats } from '../session/link-stats.ts';

/** Says in plain words which way sound and pictures come and why. `link`: as last read, undefined before. */
export function MediaRoute({ link }: { link: LinkStats | undefined }) {
  const { t } = useTranslation('network');
  const route = link?.route ?? 'none';
  return (
    <>
      <p>
        {t(`route.${route}`)}{' '}
        {link?.roundTripMs === undefined
          ? null
          : t('route.roundTrip', { milliseconds: link.roundTripMs })}
      </p>
      <p className="small muted">{t(`route.${route}Why`)}</p>
    </>
  );
}
