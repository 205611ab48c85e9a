import { lazy, Suspense, useEffect, useState } from 'react';
import { useParams, useSearch } from 'wouter';
import { api } from '../api/api.ts';
import { useMe } from '../api/me.tsx';
import { useLoad } from '../api/use-load.ts';
import { Loading } from '../components/loading.tsx';
import { LoadState } from '../components/load-state.tsx';
import { SessionOutside } from '../components/room/session-outside.tsx';
import { useRoomSession } from '../components/room/use-room-session.ts';
import { useSound } from '../components/room/use-sound.ts';
import { useWakefulness } from '../components/room/use-wakefulness.ts';
import { Shell } from '../components/shell.tsx';
import type { SessionInfo } from '../../server/protocol/protocol.ts';
import { forgetSeat, recallSeat } from '../session/seat-memory.ts';
import { sessionOf } from '../session/session-snapshot.ts';
import { needsRoom, screenFor } from '../state/session-screen.ts';
import { useNow } from '../times/use-now.ts';

/** How often to look whether it has gone live or its episode is out, while no socket tells us. */
const pollMs = 15_000;

/** The room's own parts come with the socket, not with the page that announces the session. */
const loadLiveRoom = async () => ({
  default: (await import('../components/room/live-room.tsx')).LiveRoom,
});
const LiveRoom = lazy(loadLiveRoom);

/** The page of one session, from weeks before it to the episode after it. The lobby becomes the room by itself. */
export function SessionPage() {
  const { code = '' } = useParams();
  // While a socket tells us, asking as well would only be work for the hub.
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
  return <Session key={code} loaded={loaded.data} onTold={setIsTold} />;
}

function Session({
  loaded,
  onTold,
}: {
  loaded: SessionInfo;
  onTold: (isTold: boolean) => void;
}) {
  const { code } = loaded;
  const { me } = useMe();
  const invitation = new URLSearchParams(useSearch()).get('u') ?? undefined;
  const [wish, setWish] = useState(() => recallSeat(code)?.displayName);
  const nowMs = useNow().getTime();
  const isHost = me?.person !== undefined;
  const isNeeded = needsRoom(
    loaded,
    { hasInvitation: invitation !== undefined, isHost, wantsIn: wish !== undefined },
    nowMs,
  );
  const { session: roomSession, snapshot } = useRoomSession({ code, invitation, isNeeded });
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
    // A failure shows when the room is drawn.
    if (isNeeded) loadLiveRoom().catch(() => undefined);
  }, [isNeeded]);
  useEffect(() => {
    if (roomSession && wish !== undefined) void roomSession.join(wish);
  }, [roomSession, wish]);
  useEffect(() => {
    if (!isOver) return;
    forgetSeat(code);
    roomSession?.close();
  }, [isOver, code, roomSession]);

  const enter = (displayName: string): void => {
    // The press that comes in is also the press that lets sound through.
    sound.unlock();
    setWish(displayName);
    if (wish === displayName) void roomSession?.join(displayName);
  };
  const leave = (): void => {
    forgetSeat(code);
    setWish(undefined);
    void roomSession?.leave();
  };

  const { room } = snapshot;
  if (screen === 'room' && roomSession && room) {
    return (
      <Suspense fallback={<Loading />}>
        <LiveRoom
          session={roomSession}
          snapshot={snapshot}
          room={room}
          sound={sound}
          onLeave={leave}
        />
      </Suspense>
    );
  }
  return (
    <Shell title={session.title} width="reading">
      <SessionOutside
        session={session}
        snapshot={snapshot}
        screen={screen === 'room' ? 'waiting' : screen}
        role={snapshot.lobby?.role ?? (isHost ? 'host' : 'listener')}
        knownName={me?.person?.displayName ?? ''}
        isEntering={wish !== undefined && snapshot.phase !== 'left' && !snapshot.problem}
        onEnter={enter}
        onAgain={() => {
          if (roomSession) roomSession.enterAgain();
          // The room's code did not arrive; only a new page asks for it again.
          else location.reload();
        }}
      />
    </Shell>
  );
}
