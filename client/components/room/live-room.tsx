import './room.css';
import { useTranslation } from 'react-i18next';
import { isReceived } from '../../../server/protocol/data-mode.ts';
import { canShareScreen } from '../../devices/capture.ts';
import type { Floor } from '../../session/floor.ts';
import type { RoomSession } from '../../session/room-session.ts';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';
import { roomControls } from '../../state/room-controls.ts';
import { isStaff, panelsFor } from '../../state/room-panels.ts';
import { asksConsent, type RoomView } from '../../state/room-view.ts';
import { Button } from '../button.tsx';
import { DeedBanner } from '../hosting/deed-banner.tsx';
import { InviteCard } from '../hosting/invite-card.tsx';
import { OwnHandLine } from '../hosting/own-hand.tsx';
import { useHostingNews } from '../hosting/use-hosting-news.ts';
import { NewMarkCard } from '../marks/new-mark-card.tsx';
import { useNewMark } from '../marks/use-marks.ts';
import { RundownNow } from '../rundown/rundown-now.tsx';
import { RundownStrip } from '../rundown/rundown-strip.tsx';
import { QuestionAnnouncer } from '../questions/question-announcer.tsx';
import { StageQuestion } from '../questions/stage-question.tsx';
import { ReactionRow } from '../reactions/reaction-row.tsx';
import { StageReactions } from '../reactions/stage-reactions.tsx';
import { Announcer } from './announcer.tsx';
import { DeviceTrouble } from './device-fields.tsx';
import { HostsGone } from './hosts-gone.tsx';
import { LiveCountdown } from './live-countdown.tsx';
import { PictureHint } from './picture-hint.tsx';
import { PracticeCallout } from './practice-callout.tsx';
import { PracticeHint } from './practice-hint.tsx';
import { PollCard } from './poll-card.tsx';
import { SlideView } from '../slides/slide-view.tsx';
import { RoomBar, shortcuts } from './room-bar.tsx';
import { RoomHeader } from './room-header.tsx';
import { Board, Console, PanelBadge } from './room-panels.tsx';
import { RoomSheets } from './room-sheets.tsx';
import { Stage } from './stage.tsx';
import { StageWarnings } from './stage-warnings.tsx';
import { useConsole, type ConsoleState } from './use-console.ts';
import { useCountdownNews } from './use-countdown-news.ts';
import { useDataMeter } from './use-data-meter.ts';
import type { DataModeChoice } from './use-data-mode.ts';
import { useHiddenPictures } from './use-hidden-pictures.ts';
import { useIsWide } from './use-is-wide.ts';
import { useLive } from './use-live.ts';
import { useLockScreen } from './use-lock-screen.ts';
import { useRoomActions } from './use-room-actions.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useSilence } from './use-silence.ts';
import { useSpaceNews } from './use-space-news.ts';
import type { Sound } from './use-sound.ts';
import { useSeatMemory, useStage } from './use-stage.ts';
import { useScreenAwake } from './use-wakefulness.ts';

type LiveRoomProps = {
  session: RoomSession;
  floor: Floor;
  snapshot: SessionSnapshot;
  room: RoomView;
  sound: Sound;
  dataMode: DataModeChoice;
  onLeave: () => void;
};

/** The room: stage, controls, and for those who work here a console beside it. */
export function LiveRoom({
  session,
  floor,
  snapshot,
  room,
  sound,
  dataMode,
  onLeave,
}: LiveRoomProps) {
  const { t } = useTranslation(['room', 'network', 'conduct']);
  const isWide = useIsWide();
  const stage = useStage(session);
  const { presence, media } = stage;
  const newMark = useNewMark(floor);
  const actions = useRoomActions(session, floor, stage, snapshot, newMark.put, onLeave);
  const hand = useLive(floor.hands)?.mine;
  const news = useHostingNews(session);
  const { you } = room;
  const panelProps = { room, session, floor };
  const panels = panelsFor(you.role);
  const hostIsHere = [...room.peers.values()].some(
    (peer) => peer.role === 'host' && peer.connected,
  );
  const beside = useConsole(panels);
  const hasConsole = isWide && panels.length > 0;
  const controls = roomControls({
    role: you.role,
    phase: room.session.state,
    isOnStage: you.onStage,
    hostIsHere,
    canShareScreen: canShareScreen(),
    isPractice: room.session.practiceOf !== undefined,
    asksConsent: asksConsent(room),
    hasConsole,
  });

  useSeatMemory(room.session.code, snapshot, presence);
  const meter = useDataMeter(session, snapshot.dataMode);
  useScreenAwake(isReceived(snapshot.dataMode, 'camera'));
  useHiddenPictures(session.receiver);
  useCountdownNews(room.session);
  useSpaceNews(session, room);
  useLockScreen(room.session, sound);
  useShortcuts(
    {
      [keyOf('microphone')]: () => actions.press('microphone'),
      [keyOf('camera')]: () => actions.press('camera'),
    },
    you.onStage,
  );
  useShortcuts({ [keyOf('mark')]: newMark.put }, controls.main.includes('mark'));

  return (
    <div className={layoutOf(beside)}>
      <RoomHeader room={room} />
      <main className="room__main" id="content">
        <Banners snapshot={snapshot} room={room} sound={sound} />
        {isStaff(you.role) ? <StageWarnings room={room} session={session} /> : null}
        {isStaff(you.role) ? (
          <RundownStrip {...panelProps} />
        ) : (
          <RundownNow isLive={room.session.state === 'live'} floor={floor} />
        )}
        <HostsGone room={room} hostIsHere={hostIsHere} />
        <LiveCountdown
          session={room.session}
          clockOffsetMs={room.clockOffsetMs}
          {...(you.role === 'host' ? { onCancel: actions.cancelCountdown } : {})}
        />
        <InviteCard
          invitedBy={you.invitedBy}
          isCovered={actions.sheet !== undefined}
          onAnswer={actions.answerInvite}
        />
        <DeedBanner {...news} />
        {isStaff(you.role) ? null : <PollCard session={session} floor={floor} />}
        <SilenceHint stage={stage} isOn={actions.isOn('microphone') === true} />
        {you.onStage && actions.sheet !== 'devices'
          ? (['microphone', 'camera', 'screen'] as const).map((source) => (
              <DeviceTrouble
                key={source}
                source={source}
                media={media}
                onRetry={() => actions.press(source)}
              />
            ))
          : null}
        {room.session.state === 'scheduled' ? (
          <p className="room__hint">{t('stage.greenRoom')}</p>
        ) : null}
        {room.session.practiceOf ? <PracticeHint room={room} session={session} /> : null}
        <PracticeCallout
          session={room.session}
          snapshot={snapshot}
          isHost={room.you.role === 'host'}
        />
        <SlideView floor={floor} />
        <Stage
          room={room}
          tracks={snapshot.tracks}
          sending={snapshot.sending}
          media={media}
          receiver={session.receiver}
          dataMode={snapshot.dataMode}
          emptyText={you.role === 'listener' ? t('stage.emptyListener') : t('stage.emptyStage')}
        >
          <StageReactions reactions={floor.reactions} />
        </Stage>
        <StageQuestion
          store={floor.questions}
          role={you.role}
          isLive={room.session.state === 'live'}
        />
        {isStaff(you.role) ? <NewMarkCard session={session} newMark={newMark} /> : null}
        {hand && you.invitedBy === undefined ? (
          <OwnHandLine hand={hand} onReason={() => actions.openSheet('hand-reason')} />
        ) : null}
        {actions.offersReactions ? <ReactionRow reactions={floor.reactions} /> : null}
        <PictureHint snapshot={snapshot} room={room} />
      </main>
      {beside.selected ? (
        <Console
          panels={beside.panels}
          selected={beside.selected}
          onSelect={beside.select}
          onWiden={beside.widen}
          {...panelProps}
        />
      ) : null}
      {beside.board ? (
        <Board panel={beside.board} onNarrow={beside.narrow} {...panelProps} />
      ) : null}
      <RoomBar
        controls={controls}
        actions={actions}
        badge={(panel) => <PanelBadge panel={panel} {...panelProps} />}
        onMore={() => actions.openSheet('more')}
      />
      <RoomSheets
        room={room}
        session={session}
        floor={floor}
        stage={stage}
        controls={controls}
        actions={actions}
        dataMode={dataMode}
        meter={meter}
      />
      <Announcer room={room} />
      <QuestionAnnouncer
        store={floor.questions}
        onLook={() =>
          hasConsole ? beside.select('questions') : actions.openSheet('questions')
        }
      />
    </div>
  );
}

const layoutOf = ({ board, selected }: ConsoleState): string => {
  if (board) return `room room--board${selected ? '' : ' room--board-alone'}`;
  return selected ? 'room room--console' : 'room';
};

const keyOf = (control: 'microphone' | 'camera' | 'mark'): string =>
  (shortcuts[control] ?? '').toLowerCase();

/** What everybody must know before anything else: the connection, and sound held back by the browser. */
function Banners({
  snapshot,
  room,
  sound,
}: Pick<LiveRoomProps, 'snapshot' | 'room' | 'sound'>) {
  const { t } = useTranslation(['room', 'network']);
  return (
    <>
      {snapshot.link === 'down' ? (
        <div className="banner banner--problem" role="alert">
          <strong>{t('link.down')}</strong> {t('link.downHelp')}
        </div>
      ) : null}
      {snapshot.problem === 'stage-full' && !room.you.onStage ? (
        <div className="banner banner--problem" role="alert">
          {t('problem.stage-full')}
        </div>
      ) : null}
      {sound.isBlocked ? (
        <div className="banner banner--sound" role="alert">
          <span>{t('sound.blocked')}</span>
          <Button look="primary" wide onPress={sound.unlock}>
            {t('sound.unlock')}
          </Button>
        </div>
      ) : null}
      {sound.isMuted ? (
        <div className="banner" role="status">
          <span>{t('network:sound.muted')}</span>
          <Button look="primary" onPress={() => sound.mute(false)}>
            {t('sound.unlock')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function SilenceHint({ stage, isOn }: { stage: ReturnType<typeof useStage>; isOn: boolean }) {
  const { t } = useTranslation('room');
  const isSilent = useSilence(stage.media.microphone.track, isOn);
  return isSilent ? (
    <div className="banner banner--problem" role="alert">
      {t('problem.silent')}
    </div>
  ) : null;
}
