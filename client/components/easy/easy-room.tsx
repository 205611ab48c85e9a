import '../room/room.css';
import './easy.css';
import { useTranslation } from 'react-i18next';
import type { Floor } from '../../session/floor.ts';
import type { RoomSession } from '../../session/room-session.ts';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../button.tsx';
import { DeedBanner } from '../hosting/deed-banner.tsx';
import { useHostingNews } from '../hosting/use-hosting-news.ts';
import { Announcer } from '../room/announcer.tsx';
import { HostsGone } from '../room/hosts-gone.tsx';
import { useLockScreen } from '../room/use-lock-screen.ts';
import type { Sound } from '../room/use-sound.ts';
import { useSeatMemory, useStage } from '../room/use-stage.ts';
import { EasyHand } from './easy-hand.tsx';
import { EasyHearing } from './easy-hearing.tsx';
import { EasySpeaking } from './easy-speaking.tsx';
import { EasyVolume } from './easy-volume.tsx';
import { FocusedHeading } from './focused-heading.tsx';
import { NotHearing } from './not-hearing.tsx';

type EasyRoomProps = {
  session: RoomSession;
  floor: Floor;
  snapshot: SessionSnapshot;
  room: RoomView;
  sound: Sound;
  onLeave: () => void;
};

/**
 * The room in easy mode: what is heard, and a few large buttons with words on them. The way out is on top, where it is
 * always in sight and no thumb rests on it.
 */
export function EasyRoom({ session, floor, snapshot, room, sound, onLeave }: EasyRoomProps) {
  const { t } = useTranslation(['easy', 'room']);
  const stage = useStage(session);
  const news = useHostingNews(session);
  useSeatMemory(room.session.code, snapshot, stage.presence);
  useLockScreen(room.session, sound);
  const { you } = room;
  return (
    <main className="easy easy--room" id="content">
      <header className="easy__head">
        <FocusedHeading level={1}>{room.session.title}</FocusedHeading>
        <div className="easy__self">
          {you.displayName ? <p>{t('room.you', { name: you.displayName })}</p> : null}
          <Button onPress={onLeave}>{t('room.leave')}</Button>
        </div>
      </header>
      {snapshot.link === 'down' ? (
        <div className="banner banner--problem" role="alert">
          <strong>{t('room:link.down')}</strong> {t('room:link.downHelp')}
        </div>
      ) : null}
      <EasyHearing room={room} tracks={snapshot.tracks} sound={sound} />
      <HostsGone room={room} hostIsHere />
      <DeedBanner {...news} />
      {snapshot.problem === 'stage-full' && !you.onStage ? (
        <div className="banner banner--problem" role="alert">
          {t('room:problem.stage-full')}
        </div>
      ) : null}
      <EasySpeaking session={session} stage={stage} snapshot={snapshot} room={room} />
      <EasyVolume sound={sound} />
      {you.role === 'listener' && you.invitedBy === undefined ? (
        <EasyHand session={session} floor={floor} />
      ) : null}
      <NotHearing session={session} isMarked={you.cannotHear === true} sound={sound} />
      <Announcer room={room} />
    </main>
  );
}
