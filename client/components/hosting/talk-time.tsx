import { useTranslation } from 'react-i18next';
import type { TalkTimes } from '../../../server/protocol/talk-times.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import type { RoomView } from '../../state/room-view.ts';
import { talkTimeOf } from '../../state/talk-times-view.ts';
import { formatClock, timeDistance } from '../../times/format-time.ts';
import { useNow } from '../../times/use-now.ts';
import { useLength, useLibraryZone } from '../moment.tsx';

type TalkTimeProps = { talkTimes: TalkTimes; peerId: string; room: RoomView };

const minuteMs = 60_000;

/** "Bicara 12 menit, baru saja", or that somebody has not been heard yet: that is what a moderator looks for. */
export function TalkTime({ talkTimes, peerId, room }: TalkTimeProps) {
  const { t } = useTranslation('hosting');
  const { t: common } = useTranslation();
  const toLength = useLength();
  const now = useNow(10_000);
  const { state, wentLiveAt } = room.session;
  if (state !== 'live' || !wentLiveAt) return null;
  const known = talkTimeOf(talkTimes, peerId, wentLiveAt);
  if (!known) return <strong className="talk-time small">{t('talk.notYet')}</strong>;
  const { spokenMs, lastAtMs } = known;
  const hubNow = new Date(now.getTime() + room.clockOffsetMs);
  const { key, count } = timeDistance(new Date(Math.min(lastAtMs, hubNow.getTime())), hubNow);
  return (
    <span className="talk-time small muted numbers">
      {t('talk.spoken', {
        length: spokenMs < minuteMs ? t('talk.underAMinute') : toLength(spokenMs),
        when: key === 'time.now' ? t('talk.justNow') : common(key, { count }),
      })}
    </span>
  );
}

/** After a restart of the hub: from when on it was counted. */
export function TalkTimesSince({ talkTimes, room }: Omit<TalkTimeProps, 'peerId'>) {
  const { t } = useTranslation('hosting');
  const zone = useLibraryZone();
  const { state, wentLiveAt } = room.session;
  if (state !== 'live' || !wentLiveAt || talkTimes.sinceMs === 0) return null;
  const since = new Date(Date.parse(wentLiveAt) + talkTimes.sinceMs);
  const clock = formatClock(since, { language: currentLanguage(), zone });
  return <p className="small muted">{t('talk.since', { clock })}</p>;
}
