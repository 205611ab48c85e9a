import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';
import { LiveCountdown } from './live-countdown.tsx';
import type { WaitReason } from './session-endings.tsx';
import { Countdown } from './session-facts.tsx';

type WaitProps = { session: SessionInfo; snapshot: SessionSnapshot };

/** Until it begins: the last day, or the last seconds once the host has pressed the button. */
export function TimeLeft({ session, snapshot }: WaitProps) {
  const clockOffsetMs = snapshot.lobby?.clockOffsetMs ?? 0;
  if (session.goesLiveAt) {
    return <LiveCountdown session={session} clockOffsetMs={clockOffsetMs} />;
  }
  if (session.state !== 'scheduled') return null;
  return <Countdown startsAt={session.startsAt} clockOffsetMs={clockOffsetMs} />;
}

export function waitReason({ phase }: SessionSnapshot, { state }: SessionInfo): WaitReason {
  if (phase !== 'waiting') return 'joining';
  return state === 'live' ? 'locked' : 'early';
}
