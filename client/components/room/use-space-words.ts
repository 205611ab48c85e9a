import { useTranslation } from 'react-i18next';
import type { RecordingForecast } from '../../../server/protocol/recording-forecast.ts';

/** That the server has no room for the session: as it is planned, or, while it is live, for how much longer. */
export function useSpaceWords(isLive: boolean): (forecast: RecordingForecast) => string {
  const { t } = useTranslation('conduct');
  return ({ minutes, plannedMinutes, people }) => {
    if (minutes === 0) return t('space.none');
    return isLive
      ? t('space.live', { count: minutes, people })
      : t('space.short', { minutes, plannedMinutes, people });
  };
}
