import { useEffect } from 'react';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import { forgetSeat } from '../../session/seat-memory.ts';
import { sessionOf } from '../../session/session-snapshot.ts';
import { screenFor } from '../../state/session-screen.ts';
import { useRoomSession } from './use-room-session.ts';
import { useSound } from './use-sound.ts';
import { useWakefulness } from './use-wakefulness.ts';

type VisitOptions = Omit<Parameters<typeof useRoomSession>[0], 'code'> & {
  /** Hears whether a socket tells of changes to the session. */
  onTold: (isTold: boolean) => void;
};

/** One visit to a session, from its lobby to its end: where it stands, and how to come in, leave and try again. */
export function useVisit(loaded: SessionInfo, { onTold, ...options }: VisitOptions) {
  const { code } = loaded;
  const { session: roomSession, floor, snapshot } = useRoomSession({ ...options, code });
  const sound = useSound(snapshot);
  useWakefulness(roomSession);

  // The room hears of changes first; what was loaded later still may know of the episode.
  const told = sessionOf(snapshot);
  const session = loaded.state === 'ended' || !told ? loaded : told;
  const screen = screenFor(session, snapshot.phase);
  const isOver = screen === 'after';

  const isTold = snapshot.link === 'up' && !isOver;
  useEffect(() => onTold(isTold), [onTold, isTold]);
  useEffect(() => {
    if (!isOver) return;
    forgetSeat(code);
    roomSession?.close();
  }, [isOver, code, roomSession]);

  return {
    ...{ roomSession, floor, snapshot, sound, session, screen },
    /** To be called by a press. */
    enter: (displayName: string): void => {
      // First of all, so that the hub answers while this page is busy with the rest.
      void roomSession?.join(displayName);
      // The press that comes in is also the press that lets sound through.
      sound.unlock();
    },
    leave: (): void => {
      forgetSeat(code);
      void roomSession?.leave();
    },
    enterAgain: (): void => {
      if (roomSession) roomSession.enterAgain();
      // The room's code did not arrive; only a new page asks for it again.
      else location.reload();
    },
  };
}
