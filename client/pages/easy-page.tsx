import { useEffect, useState } from 'react';
import { useParams, useSearch } from 'wouter';
import type { SessionInfo } from '../../server/protocol/protocol.ts';
import { api } from '../api/api.ts';
import { useLoad } from '../api/use-load.ts';
import { EasyDoor } from '../components/easy/easy-door.tsx';
import { EasyRoom } from '../components/easy/easy-room.tsx';
import { LoadState } from '../components/load-state.tsx';
import { useRoomSession } from '../components/room/use-room-session.ts';
import { useSound } from '../components/room/use-sound.ts';
import { useWakefulness } from '../components/room/use-wakefulness.ts';
import { Shell } from '../components/shell.tsx';
import { forgetSeat, recallSeat } from '../session/seat-memory.ts';
import { sessionOf } from '../session/session-snapshot.ts';
import { screenFor } from '../state/session-screen.ts';

/** How often to look whether its episode is out, while no socket tells us anything. */
const pollMs = 15_000;

/** Where a personal link leads: one button to listen, and then only what a listener needs, in words. */
export function EasyPage() {
  const { code = '' } = useParams();
  const invitation = new URLSearchParams(useSearch()).get('u') ?? undefined;
  const [isTold, setIsTold] = useState(false);
  const loaded = useLoad(`session ${code}`, (signal) => api.session(code, signal), {
    pollMs: () => (isTold ? undefined : pollMs),
  });
  if (!loaded.data) {
    return (
      <Shell title={code} width="reading">
        <LoadState loaded={loaded}>{() => null}</LoadState>
      </Shell>
    );
  }
  return (
    <EasySession
      key={`${code} ${invitation}`}
      loaded={loaded.data}
      invitation={invitation}
      onTold={setIsTold}
    />
  );
}

type EasySessionProps = {
  loaded: SessionInfo;
  invitation: string | undefined;
  onTold: (isTold: boolean) => void;
};

function EasySession({ loaded, invitation, onTold }: EasySessionProps) {
  const { code } = loaded;
  const [wantsIn, setWantsIn] = useState(() => recallSeat(code) !== undefined);
  const {
    session: roomSession,
    floor,
    snapshot,
  } = useRoomSession({
    ...{ code, invitation },
    // Not remembered: whoever comes by the other way has a choice of their own.
    dataMode: 'sound',
    isNeeded: loaded.state !== 'ended',
  });
  const sound = useSound(snapshot);
  useWakefulness(roomSession);

  const told = sessionOf(snapshot);
  const session = loaded.state === 'ended' || !told ? loaded : told;
  const screen = screenFor(session, snapshot.phase);
  const isOver = screen === 'after';
  // In the link, and so known only once the hub has read it.
  const name = snapshot.lobby?.displayName;

  const isTold = snapshot.link === 'up' && !isOver;
  useEffect(() => onTold(isTold), [onTold, isTold]);
  useEffect(() => {
    if (roomSession && wantsIn && name !== undefined) void roomSession.join(name);
  }, [roomSession, wantsIn, name]);
  useEffect(() => {
    if (!isOver) return;
    forgetSeat(code);
    roomSession?.close();
  }, [isOver, code, roomSession]);
  useEffect(() => {
    document.title = session.title;
  }, [session.title]);

  const listen = (): void => {
    void roomSession?.join(name ?? '');
    // The press that comes in is also the press that lets sound through.
    sound.unlock();
    setWantsIn(true);
  };
  const leave = (): void => {
    forgetSeat(code);
    setWantsIn(false);
    void roomSession?.leave();
  };

  const { room } = snapshot;
  if (screen === 'room' && roomSession && floor && room) {
    return (
      <EasyRoom
        session={roomSession}
        floor={floor}
        snapshot={snapshot}
        room={room}
        sound={sound}
        onLeave={leave}
      />
    );
  }
  return (
    <Shell title={session.title} width="reading">
      <EasyDoor
        session={session}
        snapshot={snapshot}
        screen={screen === 'room' ? 'waiting' : screen}
        onListen={listen}
        onAgain={() => {
          if (roomSession) roomSession.enterAgain();
          // The room's code did not arrive; only a new page asks for it again.
          else location.reload();
        }}
      />
    </Shell>
  );
}
