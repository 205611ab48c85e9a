import { useCallback, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataMeter } from '../../session/data-meter.ts';
import type { Floor } from '../../session/floor.ts';
import type { RoomSession } from '../../session/room-session.ts';
import type { RoomControls } from '../../state/room-controls.ts';
import { panelsFor } from '../../state/room-panels.ts';
import { asksConsent, type RoomView } from '../../state/room-view.ts';
import { ConfirmDialog, Dialog } from '../dialog.tsx';
import { ConnectionSheet } from './connection-sheet.tsx';
import { HandReasonForm } from '../hosting/own-hand.tsx';
import { ConsentQuestion } from './consent-question.tsx';
import { DeviceCheck } from './device-check.tsx';
import { GoLiveDialog } from './go-live-dialog.tsx';
import { PracticeForm } from './practice-form.tsx';
import { MoreControls } from './room-bar.tsx';
import { panelParts } from './room-panels.tsx';
import { ShareSheet } from './share-sheet.tsx';
import { StageDoor, type DoorStep } from './stage-door.tsx';
import type { DataModeChoice } from './use-data-mode.ts';
import type { RoomActions, Sheet } from './use-room-actions.ts';
import { useLive } from './use-live.ts';
import type { Stage } from './use-stage.ts';

const doorSteps: Partial<Record<Sheet, DoorStep>> = {
  stage: 'check',
  'stage-consent': 'consent',
};

type RoomSheetsProps = {
  room: RoomView;
  session: RoomSession;
  floor: Floor;
  stage: Stage;
  controls: RoomControls;
  actions: RoomActions;
  dataMode: DataModeChoice;
  meter: DataMeter;
};

/** Everything that opens over the room. */
export function RoomSheets({
  room,
  session: live,
  floor,
  stage,
  controls,
  actions,
  dataMode,
  meter,
}: RoomSheetsProps) {
  const { t } = useTranslation(['room', 'hosting', 'network', 'conduct']);
  const hand = useLive(floor.hands)?.mine;
  const { sheet, openSheet } = actions;
  const close = useCallback(() => openSheet(undefined), [openSheet]);
  const isOpen = (name: Sheet): boolean => sheet === name;
  const { you, session } = room;
  const isPractice = session.practiceOf !== undefined;
  const isRecorded = room.recording.state !== 'off';
  const endPractice = isRecorded
    ? 'conduct:practice.endTextRecorded'
    : 'conduct:practice.endText';
  const endText = t(isPractice ? endPractice : 'end.text');

  return (
    <>
      <StageDoor
        stage={stage}
        consent={you.recordingConsent}
        isOnStage={you.onStage}
        asksConsent={asksConsent(room)}
        isPractice={isPractice}
        step={doorSteps[sheet ?? 'more']}
        onNext={() => openSheet('stage-consent')}
        onClose={close}
      />
      <Sheet name="devices" title={t('check.title')} actions={actions}>
        <DeviceCheck stage={stage} isOnStage onDone={close} />
      </Sheet>
      <Sheet name="consent" title={t('consent.title')} actions={actions}>
        <ConsentQuestion
          answer={you.recordingConsent}
          isPractice={isPractice}
          action={t('consent.save')}
          onAnswer={actions.answerConsent}
        />
      </Sheet>
      <Sheet name="practice" title={t('conduct:practice.title')} actions={actions}>
        <PracticeForm session={live} onClose={close} />
      </Sheet>
      <Sheet name="hand-reason" title={t('hosting:hand.reasonTitle')} actions={actions}>
        <HandReasonForm reason={hand?.reason ?? ''} onSave={actions.raiseHand} />
      </Sheet>
      {panelsFor(you.role).map((panel) => {
        const { Content } = panelParts[panel];
        return (
          <Sheet key={panel} name={panel} title={t(`panels.${panel}`)} actions={actions} isTall>
            <Content room={room} session={live} floor={floor} />
          </Sheet>
        );
      })}
      <Sheet name="share" title={t('share.title')} actions={actions}>
        <ShareSheet code={session.code} isHost={you.role === 'host'} />
      </Sheet>
      <Sheet name="data" title={t('network:sheet')} actions={actions} isTall>
        <ConnectionSheet mode={dataMode} meter={meter} />
      </Sheet>
      <Sheet name="more" title={t('bar.more')} actions={actions}>
        <MoreControls controls={controls} actions={actions} />
      </Sheet>
      <GoLiveDialog
        session={live}
        isPractice={isPractice}
        isOpen={isOpen('go-live')}
        isOnStage={you.onStage}
        onGoLive={actions.goLive}
        onClose={close}
      />
      <ConfirmDialog
        title={isPractice ? t('conduct:practice.endTitle') : t('end.title')}
        text={endText}
        action={isPractice ? t('conduct:practice.end') : t('end.button')}
        isOpen={isOpen('end')}
        onConfirm={actions.end}
        onClose={close}
      />
      <ConfirmDialog
        title={t('leave.title')}
        text={
          you.role === 'host' && session.state === 'live'
            ? t('leave.textHost')
            : t('leave.text')
        }
        action={t('leave.button')}
        isOpen={isOpen('leave')}
        onConfirm={actions.leave}
        onClose={close}
      />
    </>
  );
}

type SheetProps = {
  name: Sheet;
  title: string;
  actions: RoomActions;
  /** For what is read and scrolled, not answered. */
  isTall?: boolean;
  children: ReactNode;
};

function Sheet({ name, actions, ...dialog }: SheetProps) {
  const close = (): void => actions.openSheet(undefined);
  return <Dialog {...dialog} isOpen={actions.sheet === name} onClose={close} />;
}
