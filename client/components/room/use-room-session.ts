import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { loadCode } from '../../load-code.ts';
import type { Floor } from '../../session/floor.ts';
import type { RoomOptions } from '../../session/open-room-session.ts';
import type { RoomSession } from '../../session/room-session.ts';
import { firstSnapshot, type SessionSnapshot } from '../../session/session-snapshot.ts';

export type OpenRoom = {
  /** Undefined until the room's code has arrived. */
  session: RoomSession | undefined;
  /** Comes and goes with the session. */
  floor: Floor | undefined;
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
  dataMode,
  isNeeded,
}: RoomOptions & { isNeeded: boolean }): OpenRoom {
  const [opened, setOpened] = useState<{ session: RoomSession; floor: Floor }>();
  const [codeIsMissing, setCodeIsMissing] = useState(false);

  useEffect(() => {
    if (!isNeeded) return;
    const opening = { cancelled: false, close: (): void => undefined };
    const open = async (): Promise<void> => {
      const { openRoomSession } = await loadCode(
        () => import('../../session/open-room-session.ts'),
      );
      if (opening.cancelled) return;
      const { session, floor } = openRoomSession({
        code,
        invitation,
        ...(dataMode ? { dataMode } : {}),
      });
      opening.close = () => {
        session.close();
        floor.close();
      };
      session.enter();
      setOpened({ session, floor });
    };
    open().catch(() => setCodeIsMissing(true));
    return () => {
      opening.cancelled = true;
      opening.close();
      setOpened(undefined);
    };
  }, [code, invitation, dataMode, isNeeded]);

  const { session, floor } = opened ?? {};
  const subscribe = useCallback(
    (listener: () => void) => session?.subscribe(listener) ?? (() => undefined),
    [session],
  );
  const snapshot = useSyncExternalStore(subscribe, () => session?.snapshot ?? firstSnapshot);
  return { session, floor, snapshot: codeIsMissing ? unreachable : snapshot };
}
