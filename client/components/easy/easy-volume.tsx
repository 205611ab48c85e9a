import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canSetVolume } from '../../devices/sound-output.ts';
import { nextVolume, volumeStep, volumeSteps } from '../../state/volume-steps.ts';
import { Button } from '../button.tsx';
import type { Sound } from '../room/use-sound.ts';

/** Louder and softer; where the phone does not let a page do that, how it is done there. */
export function EasyVolume({ sound }: { sound: Sound }) {
  const { t } = useTranslation('easy');
  const [isOurs, setIsOurs] = useState<boolean>();
  useEffect(() => void canSetVolume().then(setIsOurs), []);
  if (isOurs === undefined) return null;
  if (!isOurs) return <p>{t('volume.phone')}</p>;
  const change = (direction: 'louder' | 'softer') => (): void =>
    sound.setVolume(nextVolume(sound.volume, direction));
  const step = volumeStep(sound.volume);
  return (
    <section className="easy__part" aria-label={t('volume.label')}>
      <div className="easy__pair">
        <Button onPress={change('louder')}>{t('volume.louder')}</Button>
        <Button onPress={change('softer')}>{t('volume.softer')}</Button>
      </div>
      <p role="status">
        {step === volumeSteps
          ? t('volume.loudest')
          : t('volume.step', { step, steps: volumeSteps })}
      </p>
    </section>
  );
}
