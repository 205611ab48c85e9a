import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isStaff } from '../../state/room-panels.ts';
import type { RoomView } from '../../state/room-view.ts';
import { isUnrecorded } from '../../state/stage-warnings.ts';
import { clockSince } from '../../state/session-screen.ts';
import { useNow } from '../../times/use-now.ts';
import { PlannedEnd } from '../rundown/planned-end.tsx';
import { Icon } from './icons.tsx';

/** What is on, since when, who listens, and whether it is recorded: always in sight. */
export function RoomHeader({ room }: { room: RoomView }) {
  const { t } = useTranslation(['room', 'conduct']);
  const { session, recording, listenerCount, you } = room;
  const isLive = session.state === 'live';
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The button that was pressed to come in is gone; reading goes on here.
    title.current?.focus({ preventScroll: true });
  }, []);
  return (
    <header className="room__header">
      <h1 className="room__title" ref={title} tabIndex={-1}>
        {session.title}
      </h1>
      <p className="room__facts">
        {session.practiceOf ? (
          <span className="room__fact room__fact--practice">
            {t(recording.state === 'off' ? 'conduct:practice.fact' : 'conduct:practice.name')}
          </span>
        ) : (
          <span className={`room__fact${isLive ? ' room__fact--live' : ''}`}>
            {isLive ? t('header.live') : t('header.preparing')}
            {isLive && session.wentLiveAt ? (
              <Elapsed room={room} from={session.wentLiveAt} />
            ) : null}
          </span>
        )}
        {recording.state === 'off' ? null : (
          <span className={`room__fact room__fact--${recording.state}`}>
            <Icon name="record" />
            {recording.state === 'on' ? t('header.recording') : t('header.recordingTrouble')}
          </span>
        )}
        {isStaff(you.role) && isUnrecorded(room) ? (
          <span className="room__fact room__fact--degraded">{t('header.notRecording')}</span>
        ) : null}
        {isLive ? (
          <span className="room__fact">{t('header.listeners', { count: listenerCount })}</span>
        ) : null}
        {isStaff(you.role) && isLive && !session.practiceOf ? (
          <span className="room__fact">
            <PlannedEnd room={room} />
          </span>
        ) : null}
        {isStaff(you.role) && session.lockedAt ? (
          <span className="room__fact">
            <Icon name="lock" />
            {t('conduct:lock.fact')}
          </span>
        ) : null}
      </p>
    </header>
  );
}

function Elapsed({ room, from }: { room: RoomView; from: string }) {
  const nowMs = useNow(1_000).getTime() + room.clockOffsetMs;
  return <span className="numbers"> {clockSince(Date.parse(from), nowMs)}</span>;
}
