import { useTranslation } from 'react-i18next';
import type { OwnSource, StageMediaState } from '../../devices/stage-media.ts';
import { Button } from '../button.tsx';
import { Callout } from '../callout.tsx';
import { SelectField } from '../select-field.tsx';

type DeviceSelectProps = {
  source: 'camera' | 'microphone';
  media: StageMediaState;
  onChoose: (source: 'camera' | 'microphone', deviceId: string) => void;
};

/** Which camera or microphone to use. Nothing to choose, nothing shown. */
export function DeviceSelect({ source, media, onChoose }: DeviceSelectProps) {
  const { t } = useTranslation('room');
  const choices = source === 'camera' ? media.devices.cameras : media.devices.microphones;
  const current = media[source].track?.getSettings().deviceId;
  if (choices.length < 2 || !current) return null;
  return (
    <SelectField
      label={source === 'camera' ? t('check.camera') : t('check.microphone')}
      value={current}
      onChange={(deviceId) => onChoose(source, deviceId)}
      choices={choices.map(({ deviceId, label }) => ({ value: deviceId, label }))}
    />
  );
}

type DeviceTroubleProps = {
  source: OwnSource;
  media: StageMediaState;
  onRetry: () => void;
};

/** Why a device does not work, and what to do. */
export function DeviceTrouble({ source, media, onRetry }: DeviceTroubleProps) {
  const { t } = useTranslation('room');
  const { problem } = media[source];
  if (!problem || problem === 'cancelled') return null;
  return (
    <Callout tone="problem" urgent>
      <p>{t(`device.${source}.${problem}`)}</p>
      <Button onPress={onRetry}>{t('device.retry')}</Button>
    </Callout>
  );
}
