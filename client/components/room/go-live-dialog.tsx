import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomSession } from '../../session/room-session.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { SwitchField } from '../switch-field.tsx';
import { SpaceWarning } from './space-warning.tsx';

type GoLiveDialogProps = {
  session: RoomSession;
  isOpen: boolean;
  /** A host who is not on stage shows the audience an empty one. */
  isOnStage: boolean;
  /** It is not recorded. */
  isPractice: boolean;
  onGoLive: (countsDown: boolean) => void;
  onClose: () => void;
};

/** The sign that it begins: at once, or after a few seconds that everyone sees. */
export function GoLiveDialog({
  session,
  isOpen,
  isOnStage,
  isPractice,
  onGoLive,
  onClose,
}: GoLiveDialogProps) {
  const { t } = useTranslation(['room', 'conduct', 'common']);
  const [countsDown, setCountsDown] = useState(true);
  return (
    <Dialog title={t('goLive.title')} isOpen={isOpen} onClose={onClose}>
      <p>{isOnStage ? t('goLive.text') : `${t('goLive.text')} ${t('goLive.alone')}`}</p>
      {!isPractice && <SpaceWarning session={session} />}
      <SwitchField
        label={t('conduct:countdown.choose')}
        help={t('conduct:countdown.chooseHelp')}
        isSelected={countsDown}
        onChange={setCountsDown}
      />
      <div className="dialog__actions">
        <Button
          look="primary"
          onPress={() => {
            onClose();
            onGoLive(countsDown);
          }}
        >
          {t('goLive.button')}
        </Button>
        <Button onPress={onClose}>{t('common:cancel')}</Button>
      </div>
    </Dialog>
  );
}
