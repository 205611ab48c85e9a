import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../dialog.tsx';
import { ConsentQuestion } from './consent-question.tsx';
import { DeviceCheck } from './device-check.tsx';
import { useAction } from './use-action.ts';
import type { Stage } from './use-stage.ts';

export type DoorStep = 'check' | 'consent';

type StageDoorProps = {
  stage: Stage;
  /** An answer given before, in this room. */
  consent: boolean | undefined;
  isOnStage: boolean;
  /** Otherwise nothing is recorded, and so nothing is asked. */
  asksConsent: boolean;
  isPractice: boolean;
  /** Undefined: the door is closed. */
  step: DoorStep | undefined;
  onNext: () => void;
  onClose: () => void;
};

/** The way up: check camera and microphone, answer the recording question, and one is on stage. */
export function StageDoor({
  stage,
  consent,
  isOnStage,
  asksConsent,
  isPractice,
  step,
  onNext,
  onClose,
}: StageDoorProps) {
  const { t } = useTranslation('room');
  const run = useAction();
  const { presence } = stage;

  useEffect(() => {
    // Also when the hub's yes came by another way, after the connection was lost in between.
    if (isOnStage && step) onClose();
  }, [isOnStage, step, onClose]);

  const cancel = (): void => {
    // Whoever turns round at the door leaves no light on.
    presence.stop('camera');
    presence.stop('microphone');
    onClose();
  };

  return (
    <Dialog
      title={step === 'consent' ? t('consent.title') : t('check.title')}
      isOpen={step !== undefined && !isOnStage}
      onClose={cancel}
    >
      {step === 'consent' ? (
        <ConsentQuestion
          answer={consent}
          isPractice={isPractice}
          action={t('consent.enter')}
          onAnswer={(granted) => void run(() => presence.enter(granted))}
        />
      ) : (
        <DeviceCheck
          stage={stage}
          isOnStage={false}
          onDone={asksConsent ? onNext : () => void run(() => presence.enter(false))}
        />
      )}
    </Dialog>
  );
}
