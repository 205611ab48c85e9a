import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearch } from 'wouter';
import { useMe } from '../api/me.tsx';
import { Button } from '../components/button.tsx';
import { Loading } from '../components/loading.tsx';
import { LoadedSession } from '../components/room/loaded-session.tsx';
import { SessionOutside } from '../components/room/session-outside.tsx';
import { useDataMode } from '../components/room/use-data-mode.ts';
import { useMoment } from '../components/room/use-moment.ts';
import { useRoomParts } from '../components/room/use-room-parts.ts';
import { useVisit } from '../components/room/use-visit.ts';
import { Shell } from '../components/shell.tsx';
import type { SessionInfo } from '../../server/protocol/protocol.ts';
import type { Floor } from '../session/floor.ts';
import { recallSeat } from '../session/seat-memory.ts';
import { needsRoom } from '../state/session-screen.ts';
import { useNow } from '../times/use-now.ts';

/** A room that is there within so long needs no page in between; drawing one would only delay it. */
const blinkMs = 250;

/** The page of one session, from weeks before it to the episode after it. The lobby becomes the room by itself. */
export function SessionPage() {
  const { code = '' } = useParams();
  return (
    <LoadedSession code={code}>
      {(loaded, onTold) => <Session key={code} loaded={loaded} onTold={onTold} />}
    </LoadedSession>
  );
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
  const visit = useVisit(loaded, { invitation, isNeeded, onTold });
  const { roomSession, floor, snapshot, sound, session, screen } = visit;
  const parts = useRoomParts(isNeeded);
  const [isBlink, startBlink] = useMoment(blinkMs);
  const dataMode = useDataMode(roomSession);
  useEffect(() => {
    if (roomSession && wish !== undefined) void roomSession.join(wish);
  }, [roomSession, wish]);

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
        onLeave={() => {
          setWish(undefined);
          visit.leave();
        }}
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
        onEnter={(displayName) => {
          visit.enter(displayName);
          setWish(displayName);
          startBlink();
        }}
        onAgain={visit.enterAgain}
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
