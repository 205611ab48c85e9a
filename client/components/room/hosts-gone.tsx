import { useTranslation } from 'react-i18next';
import type { RoomView } from '../../state/room-view.ts';
import { useNow } from '../../times/use-now.ts';

const minuteMs = 60_000;

type HostsGoneProps = { room: RoomView; hostIsHere: boolean };

/** What becomes of a live session that no host is in, for everyone it concerns. */
export function HostsGone({ room, hostIsHere }: HostsGoneProps) {
  const { t } = useTranslation('conduct');
  const nowMs = useNow().getTime() + room.clockOffsetMs;
  const { endsBySelfAt, state } = room.session;
  if (state !== 'live') return null;
  const minutes = endsBySelfAt && Math.ceil((Date.parse(endsBySelfAt) - nowMs) / minuteMs);
  const mayEnd = room.you.role === 'moderator' && !hostIsHere;
  if (!minutes && !mayEnd) return null;
  return (
    <div className="banner" role="status">
      {minutes ? <p>{t('abandoned.text', { count: Math.max(1, minutes) })}</p> : null}
      {mayEnd ? <p>{t('abandoned.mayEnd')}</p> : null}
    </div>
  );
}
