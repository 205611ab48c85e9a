import './session-facts.css';
import { useTranslation } from 'react-i18next';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import { countdownTo } from '../../state/session-screen.ts';
import { useNow } from '../../times/use-now.ts';
import { LiveMark } from '../live-mark.tsx';
import { Moment, useLength } from '../moment.tsx';

/** When it is, how long, and whether it is on right now. */
export function SessionFacts({
  session,
  listenerCount,
}: {
  session: SessionInfo;
  listenerCount: number | undefined;
}) {
  const { t } = useTranslation(['session', 'conduct']);
  const length = useLength();
  if (session.practiceOf) return <strong>{t('conduct:practice.name')}</strong>;
  if (session.state === 'live') {
    return (
      <span className="row">
        <LiveMark />
        {listenerCount ? <span>{t('listeners', { count: listenerCount })}</span> : null}
      </span>
    );
  }
  return (
    <>
      <Moment at={session.startsAt} distance={session.state === 'scheduled'} />
      {' · '}
      <span className="session-length">
        {t('length', { length: length(session.plannedMinutes * 60_000) })}
      </span>
    </>
  );
}

const dayMs = 86_400_000;

/** The last day before the start, second by second. Read out only as a whole, never as it ticks. */
export function Countdown({
  startsAt,
  clockOffsetMs,
}: {
  startsAt: string;
  clockOffsetMs: number;
}) {
  const { t } = useTranslation('session');
  const nowMs = useNow(1_000).getTime() + clockOffsetMs;
  const startsAtMs = Date.parse(startsAt);
  if (startsAtMs - nowMs > dayMs) return null;
  const left = countdownTo(startsAtMs, nowMs);
  if (!left) return <p className="countdown__due">{t('countdown.due')}</p>;
  const two = (value: number): string => String(value).padStart(2, '0');
  return (
    <p className="countdown">
      <span>{t('countdown.label')}</span>
      <span className="countdown__clock numbers" role="timer">
        {two(left.hours)}:{two(left.minutes)}:{two(left.seconds)}
      </span>
    </p>
  );
}
