import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { playTestSound } from '../../devices/sound-output.ts';
import { handheldOf } from '../../state/self-test.ts';
import { Button } from '../button.tsx';
import { StepFrame, type StepProps } from './step-frame.tsx';

/** Can this device be heard? Buttons keep their places: a second, hasty press plays once more and answers nothing. */
export function SpeakerStep({ frame, onDone }: StepProps<'speaker'>) {
  const { t } = useTranslation('selfTest');
  const [state, setState] = useState<'before' | 'asked' | 'not-heard'>('before');
  const play = (): void => {
    playTestSound();
    if (state === 'before') setState('asked');
  };
  return (
    <StepFrame title={t('speaker.title')} {...frame}>
      <p>{t('speaker.text')}</p>
      <Button look={state === 'before' ? 'primary' : 'secondary'} wide onPress={play}>
        {state === 'before' ? t('speaker.play') : t('speaker.again')}
      </Button>
      <p role="status" className="self-test__question">
        {state === 'before' ? '' : t('speaker.question')}
      </p>
      {state === 'before' ? null : (
        <>
          <Button look="primary" wide onPress={() => onDone('speaker', 'heard')}>
            {t('speaker.yes')}
          </Button>
          {state === 'not-heard' ? <Help /> : null}
          <Button
            wide
            onPress={() => {
              if (state === 'not-heard') onDone('speaker', 'not-heard');
              else setState('not-heard');
            }}
          >
            {state === 'not-heard' ? t('goOn') : t('speaker.no')}
          </Button>
        </>
      )}
    </StepFrame>
  );
}

function Help() {
  const { t } = useTranslation('selfTest');
  const handheld = handheldOf(navigator.userAgent);
  return (
    <div className="self-test__help" role="alert">
      <p>{t('speaker.help')}</p>
      <ol>
        <li>{t('speaker.volume')}</li>
        {handheld === 'ios' ? <li>{t('speaker.silentSwitch')}</li> : null}
        {handheld === 'computer' ? <li>{t('speaker.noSpeaker')}</li> : null}
        <li>{t('speaker.bluetooth')}</li>
        <li>{t('speaker.restart')}</li>
      </ol>
    </div>
  );
}
