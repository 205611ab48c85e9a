import { useTranslation } from 'react-i18next';
import type { RecordingForecast } from '../../../server/protocol/recording-forecast.ts';

/** That the server has no room for the session: as it is planned, or, while it is live, for how much longer; or for its episode. */
export function useSpaceWords(isLive: boolean): (forecast: RecordingForecast) => string {
  const { t } = useTranslation('conduct');
  return ({ minutes, plannedMinutes, people, others, isEnough }) => {
    const forItself = isEnough
      ? t('space.making')
      : minutes === 0
        ? t('space.none')
        : isLive
          ? t('space.live', { count: minutes, people })
          : t('space.short', { minutes, plannedMinutes, people });
    return others > 0 ? `${forItself} ${t('space.others', { count: others })}` : forItself;
  };
}
