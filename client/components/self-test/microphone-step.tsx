import { useTranslation } from 'react-i18next';
import { openMicrophone } from '../../devices/capture.ts';
import { Button } from '../button.tsx';
import { SelfTestTrouble } from './device-trouble.tsx';
import { StepFrame, type StepProps } from './step-frame.tsx';
import { useOwnTrack } from './use-own-track.ts';
import { VoiceTest } from './voice-test.tsx';

/** Can this person be heard? Not for those who only listen. */
export function MicrophoneStep({ frame, onDone }: StepProps<'microphone'>) {
  const { t } = useTranslation('selfTest');
  const { state, track, problem, open } = useOwnTrack(() => openMicrophone());
  if (track) {
    return (
      <StepFrame title={t('microphone.title')} {...frame}>
        <VoiceTest track={track} onDone={(verdict) => onDone('microphone', verdict)} />
      </StepFrame>
    );
  }
  return (
    <StepFrame title={t('microphone.title')} {...frame}>
      {problem ? <SelfTestTrouble device="microphone" problem={problem} /> : null}
      <p role="status">
        {state === 'opening' ? t('opening') : problem ? '' : t('microphone.text')}
      </p>
      <Button look="primary" wide isPending={state === 'opening'} onPress={open}>
        {problem ? t('again') : t('microphone.open')}
      </Button>
      {problem ? (
        <Button wide onPress={() => onDone('microphone', problem)}>
          {t('goOn')}
        </Button>
      ) : (
        <Button wide onPress={() => onDone('microphone', 'skipped')}>
          {t('microphone.skip')}
        </Button>
      )}
    </StepFrame>
  );
}
