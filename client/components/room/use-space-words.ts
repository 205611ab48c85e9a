import { useTranslation } from 'react-i18next';
import type { RecordingForecast } from '../../../server/protocol/recording-forecast.ts';

/** That the server has no room for the session as it is planned. */
export function useSpaceWords(): (forecast: RecordingForecast) => string {
  const { t } = useTranslation('conduct');
  return ({ minutes, plannedMinutes, people }) =>
    minutes > 0 ? t('space.short', { minutes, plannedMinutes, people }) : t('space.none');
}
