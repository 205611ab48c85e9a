import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openCamera } from '../../devices/capture.ts';
import { Button } from '../button.tsx';
import { Picture } from '../room/picture.tsx';
import { SelfTestTrouble } from './device-trouble.tsx';
import { StepFrame, type StepProps } from './step-frame.tsx';
import { useOwnTrack } from './use-own-track.ts';

/** Can this person be seen? Not for those who do not want to be. */
export function CameraStep({ frame, onDone }: StepProps<'camera'>) {
  const { t } = useTranslation('selfTest');
  const { state, track, problem, open } = useOwnTrack(() => openCamera());
  const [isDark, setIsDark] = useState(false);
  if (track) {
    return (
      <StepFrame title={t('camera.title')} {...frame}>
        <div className="self-test__picture">
          <Picture track={track} label={t('camera.preview')} isMirrored />
        </div>
        <p role="status" className="self-test__question">
          {t('camera.question')}
        </p>
        <Button look="primary" wide onPress={() => onDone('camera', 'seen')}>
          {t('camera.yes')}
        </Button>
        {isDark ? (
          <p className="self-test__help" role="alert">
            {t('camera.help')}
          </p>
        ) : null}
        <Button
          wide
          onPress={() => {
            if (isDark) onDone('camera', 'not-seen');
            else setIsDark(true);
          }}
        >
          {isDark ? t('goOn') : t('camera.no')}
        </Button>
      </StepFrame>
    );
  }
  return (
    <StepFrame title={t('camera.title')} {...frame}>
      {problem ? <SelfTestTrouble device="camera" problem={problem} /> : null}
      <p role="status">
        {state === 'opening' ? t('opening') : problem ? '' : t('camera.text')}
      </p>
      <Button look="primary" wide isPending={state === 'opening'} onPress={open}>
        {problem ? t('again') : t('camera.open')}
      </Button>
      {problem ? (
        <Button wide onPress={() => onDone('camera', problem)}>
          {t('goOn')}
        </Button>
      ) : (
        <Button wide onPress={() => onDone('camera', 'skipped')}>
          {t('camera.skip')}
        </Button>
      )}
    </StepFrame>
  );
}
