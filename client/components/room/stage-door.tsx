import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../dialog.tsx';
import { ConsentQuestion } from './consent-question.tsx';
import { DeviceCheck } from './device-check.tsx';
import { useAction } from './use-action.ts';
import type { Stage } from './use-stage.ts';

type StageDoorProps = {
  stage: Stage;
  /** An answer given before, in this room. */
  consent: boolean | undefined;
  isOpen: boolean;
  onClose: () => void;
};

/** The way up: check camera and microphone, answer the recording question, and one is on stage. */
export function StageDoor({ stage, consent, isOpen, onClose }: StageDoorProps) {
  const { t } = useTranslation('room');
  const [step, setStep] = useState<'check' | 'consent'>('check');
  const { isRunning, run } = useAction();
  const close = (): void => {
    setStep('check');
    onClose();
  };
  const cancel = (): void => {
    // Whoever turns round at the door leaves no light on.
    stage.presence.stop('camera');
    stage.presence.stop('microphone');
    close();
  };
  const enter = async (granted: boolean): Promise<void> => {
    if (await run(() => stage.presence.enter(granted))) close();
  };

  return (
    <Dialog
      title={step === 'check' ? t('check.title') : t('consent.title')}
      isOpen={isOpen}
      onClose={cancel}
    >
      {step === 'check' ? (
        <DeviceCheck stage={stage} isOnStage={false} onDone={() => setStep('consent')} />
      ) : (
        <ConsentQuestion
          answer={consent}
          action={t('consent.enter')}
          isPending={isRunning}
          onAnswer={(granted) => void enter(granted)}
        />
      )}
    </Dialog>
  );
}
