import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/i18n.ts';
import type { RoomView } from '../../state/room-view.ts';
import { minutesLeft, plannedEndMs } from '../../state/rundown-view.ts';
import { formatClock, zoneName } from '../../times/format-time.ts';
import { useNow } from '../../times/use-now.ts';
import { useLibraryZone } from '../moment.tsx';

/** When the session is planned to end, and how long that is from now. */
export function PlannedEnd({ room }: { room: RoomView }) {
  const { t } = useTranslation('flow');
  const zone = useLibraryZone();
  const nowMs = useNow(5_000).getTime() + room.clockOffsetMs;
  const endMs = plannedEndMs(room.session);
  const end = new Date(endMs);
  const hour = formatClock(end, { language: currentLanguage(), zone });
  const clock = `${hour} ${zoneName(end, zone)}`;
  const left = minutesLeft(endMs, nowMs);
  return (
    <span className="numbers">
      {left >= 0
        ? t('end.left', { clock, count: left })
        : t('end.over', { clock, count: -left })}
    </span>
  );
}
