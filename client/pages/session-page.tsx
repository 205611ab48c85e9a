import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearch } from 'wouter';
import { api } from '../api/api.ts';
import { useMe } from '../api/me.tsx';
import { useLoad } from '../api/use-load.ts';
import { Button } from '../components/button.tsx';
import { Loading } from '../components/loading.tsx';
import { LoadState } from '../components/load-state.tsx';
import { SessionOutside } from '../components/room/session-outside.tsx';
import { useDataMode } from '../components/room/use-data-mode.ts';
import { useMoment } from '../components/room/use-moment.ts';
import { useRoomParts } from '../components/room/use-room-parts.ts';
import { useRoomSession } from '../components/room/use-room-session.ts';
import { useSound } from '../components/room/use-sound.ts';
import { useWakefulness } from '../components/room/use-wakefulness.ts';
import { Shell } from '../components/shell.tsx';
import type { SessionInfo } from '../../server/protocol/protocol.ts';
import type { Floor } from '../session/floor.ts';
import { forgetSeat, recallSeat } from '../session/seat-memory.ts';
import { sessionOf } from '../session/session-snapshot.ts';
import { needsRoom, screenFor } from '../state/session-screen.ts';
import { useNow } from '../times/use-now.ts';

/** How often to look whether it has gone live or its episode is out, while no socket tells us. */
const pollMs = 15_000;

/** A room that is there within so long needs no page in between; drawing one would only delay it. */
const blinkMs = 250;

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
  const [wantsToAsk, setWantsToAsk] = useState(false);
  const nowMs = useNow().getTime();
  const isHost = me?.person !== undefined;
  const isNeeded = needsRoom(
    loaded,
    {
      hasInvitation: invitation !== undefined,
      isHost,
      wantsIn: wish !== undefined || wantsToAsk,
    },
    nowMs,
  );
  const {
    session: roomSession,
    floor,
    snapshot,
  } = useRoomSession({ code, invitation, isNeeded });
  const parts = useRoomParts(isNeeded);
  const [isBlink, startBlink] = useMoment(blinkMs);
  const sound = useSound(snapshot);
  const dataMode = useDataMode(roomSession);
  useWakefulness(roomSession);

  // The room hears of changes first; what was loaded later still may know of the episode.
  const told = sessionOf(snapshot);
  const session = loaded.state === 'ended' || !told ? loaded : told;
  const screen = screenFor(session, snapshot.phase);
  const isOver = screen === 'after';

  const isTold = snapshot.link === 'up' && !isOver;
  useEffect(() => onTold(isTold), [onTold, isTold]);
  useEffect(() => {
    if (roomSession && wish !== undefined) void roomSession.join(wish);
  }, [roomSession, wish]);
  useEffect(() => {
    if (!isOver) return;
    forgetSeat(code);
    roomSession?.close();
  }, [isOver, code, roomSession]);

  const enter = (displayName: string): void => {
    // First of all, so that the hub answers while this page is busy with the rest.
    void roomSession?.join(displayName);
    // The press that comes in is also the press that lets sound through.
    sound.unlock();
    setWish(displayName);
    startBlink();
  };
  const leave = (): void => {
    forgetSeat(code);
    setWish(undefined);
    void roomSession?.leave();
  };

  const { room } = snapshot;
  if (screen === 'room' && roomSession && floor && room && parts) {
    // Shown as any failure of a page is, with a way to load it again.
    if (parts instanceof Error) throw parts;
    return (
      <parts.LiveRoom
        session={roomSession}
        floor={floor}
        snapshot={snapshot}
        room={room}
        sound={sound}
        dataMode={dataMode}
        onLeave={leave}
      />
    );
  }
  const role = snapshot.lobby?.role ?? (isHost ? 'host' : 'listener');
  const isEarly =
    session.state === 'scheduled' &&
    role === 'listener' &&
    (screen === 'entrance' || screen === 'waiting');
  const isAtDoor = isBlink && snapshot.phase === 'joining';
  return (
    <Shell title={session.title} width="reading">
      <SessionOutside
        session={session}
        snapshot={snapshot}
        screen={isAtDoor ? 'entrance' : screen === 'room' ? 'waiting' : screen}
        role={role}
        dataMode={dataMode}
        knownName={me?.person?.displayName ?? ''}
        isEntering={
          !isBlink && wish !== undefined && snapshot.phase !== 'left' && !snapshot.problem
        }
        questions={
          isEarly ? (
            <EarlyQuestions
              floor={snapshot.lobby ? floor : undefined}
              parts={parts}
              knownName={snapshot.lobby?.displayName || wish || me?.person?.displayName || ''}
              isOpen={wantsToAsk || screen === 'waiting'}
              onOpen={() => setWantsToAsk(true)}
            />
          ) : null
        }
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

type EarlyQuestionsProps = {
  /** Undefined while there is no socket. */
  floor: Floor | undefined;
  parts: ReturnType<typeof useRoomParts>;
  knownName: string;
  isOpen: boolean;
  onOpen: () => void;
};

/** Before it opens: the questions, folded away at the door, where coming in is the first thing to do. */
function EarlyQuestions({ floor, parts, knownName, isOpen, onOpen }: EarlyQuestionsProps) {
  const { t } = useTranslation('questions');
  if (!isOpen && !floor?.questions.outbox.hasOwn) {
    return <Button onPress={onOpen}>{t('ask.earlyButton')}</Button>;
  }
  if (!floor || !parts || parts instanceof Error) return <Loading />;
  return <parts.LobbyQuestions store={floor.questions} knownName={knownName} />;
}
