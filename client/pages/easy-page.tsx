import { useEffect, useState } from 'react';
import { useParams, useSearch } from 'wouter';
import type { SessionInfo } from '../../server/protocol/protocol.ts';
import { EasyDoor } from '../components/easy/easy-door.tsx';
import { EasyRoom } from '../components/easy/easy-room.tsx';
import { LoadedSession } from '../components/room/loaded-session.tsx';
import { useVisit } from '../components/room/use-visit.ts';
import { Shell } from '../components/shell.tsx';
import { recallSeat } from '../session/seat-memory.ts';

/** Where a personal link leads: one button to listen, and then only what a listener needs, in words. */
export function EasyPage() {
  const { code = '' } = useParams();
  const invitation = new URLSearchParams(useSearch()).get('u') ?? undefined;
  return (
    <LoadedSession code={code}>
      {(loaded, onTold) => (
        <EasySession
          key={`${code} ${invitation}`}
          loaded={loaded}
          invitation={invitation}
          onTold={onTold}
        />
      )}
    </LoadedSession>
  );
}

type EasySessionProps = {
  loaded: SessionInfo;
  invitation: string | undefined;
  onTold: (isTold: boolean) => void;
};

function EasySession({ loaded, invitation, onTold }: EasySessionProps) {
  const [wantsIn, setWantsIn] = useState(() => recallSeat(loaded.code) !== undefined);
  const visit = useVisit(loaded, {
    ...{ invitation, onTold },
    // Not remembered: whoever comes by the other way has a choice of their own.
    dataMode: 'sound',
    isNeeded: loaded.state !== 'ended',
  });
  const { roomSession, floor, snapshot, sound, session, screen } = visit;
  // In the link, and so known only once the hub has read it.
  const name = snapshot.lobby?.displayName;
  useEffect(() => {
    if (roomSession && wantsIn && name !== undefined) void roomSession.join(name);
  }, [roomSession, wantsIn, name]);
  useEffect(() => {
    document.title = session.title;
  }, [session.title]);

  const { room } = snapshot;
  if (screen === 'room' && roomSession && floor && room) {
    return (
      <EasyRoom
        session={roomSession}
        floor={floor}
        snapshot={snapshot}
        room={room}
        sound={sound}
        onLeave={() => {
          setWantsIn(false);
          visit.leave();
        }}
      />
    );
  }
  return (
    <Shell title={session.title} width="reading">
      <EasyDoor
        session={session}
        snapshot={snapshot}
        screen={screen === 'room' ? 'waiting' : screen}
        onListen={() => {
          visit.enter(name ?? '');
          setWantsIn(true);
        }}
        onAgain={visit.enterAgain}
      />
    </Shell>
  );
}
