import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { RoomSession } from '../../session/room-session.ts';
import { firstSnapshot, type SessionSnapshot } from '../../session/session-snapshot.ts';

export type OpenRoom = {
  /** Undefined until the room's code has arrived. */
  session: RoomSession | undefined;
  snapshot: SessionSnapshot;
};

const unreachable: SessionSnapshot = {
  ...firstSnapshot,
  phase: 'failed',
  problem: 'no-answer',
};

/** Opens this page's way into a session once it is needed, and closes it with the page. */
export function useRoomSession({
  code,
  invitation,
  isNeeded,
}: {
  code: string;
  invitation: string | undefined;
  isNeeded: boolean;
}): OpenRoom {
  const [session, setSession] = useState<RoomSession>();
  const [codeIsMissing, setCodeIsMissing] = useState(false);

  useEffect(() => {
    if (!isNeeded) return;
    const opening = { cancelled: false, opened: undefined as RoomSession | undefined };
    const open = async (): Promise<void> => {
      const { openRoomSession } = await import('../../session/open-room-session.ts');
      if (opening.cancelled) return;
      opening.opened = openRoomSession({ code, invitation });
      opening.opened.enter();
      setSession(opening.opened);
    };
    open().catch(() => setCodeIsMissing(true));
    return () => {
      opening.cancelled = true;
      opening.opened?.close();
      setSession(undefined);
    };
  }, [code, invitation, isNeeded]);

  const subscribe = useCallback(
    (listener: () => void) => session?.subscribe(listener) ?? (() => undefined),
    [session],
  );
  const snapshot = useSyncExternalStore(subscribe, () => session?.snapshot ?? firstSnapshot);
  return { session, snapshot: codeIsMissing ? unreachable : snapshot };
}
