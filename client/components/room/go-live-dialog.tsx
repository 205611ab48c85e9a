import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { SwitchField } from '../switch-field.tsx';

type GoLiveDialogProps = {
  isOpen: boolean;
  /** A host who is not on stage shows the audience an empty one. */
  isOnStage: boolean;
  onGoLive: (countsDown: boolean) => void;
  onClose: () => void;
};

/** The sign that it begins: at once, or after a few seconds that everyone sees. */
export function GoLiveDialog({ isOpen, isOnStage, onGoLive, onClose }: GoLiveDialogProps) {
  const { t } = useTranslation(['room', 'conduct', 'common']);
  const [countsDown, setCountsDown] = useState(true);
  return (
    <Dialog title={t('goLive.title')} isOpen={isOpen} onClose={onClose}>
      <p>{isOnStage ? t('goLive.text') : `${t('goLive.text')} ${t('goLive.alone')}`}</p>
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
