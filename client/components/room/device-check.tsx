import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StagePresence } from '../../session/stage-presence.ts';
import { Button } from '../button.tsx';
import { SwitchField } from '../switch-field.tsx';
import { DeviceSelect, DeviceTrouble } from './device-fields.tsx';
import { LevelLine } from './level-line.tsx';
import { Picture } from './picture.tsx';
import type { Stage } from './use-stage.ts';

type DeviceCheckProps = {
  stage: Stage;
  /** Already on stage: devices are switched while everybody watches. */
  isOnStage: boolean;
  onDone: () => void;
};

/** How one looks and sounds, before anyone else sees or hears it. */
export function DeviceCheck({ stage, isOnStage, onDone }: DeviceCheckProps) {
  const { t } = useTranslation('room');
  const { presence, media } = stage;
  const isOpening = media.camera.state === 'opening' || media.microphone.state === 'opening';
  useOpenDevices(presence, isOnStage);
  const choose = (source: 'camera' | 'microphone', deviceId: string): void =>
    void presence.choose(source, deviceId);

  return (
    <div className="check">
      {isOpening ? <p role="status">{t('check.permission')}</p> : null}
      <div className="check__preview">
        {media.camera.track ? (
          <Picture track={media.camera.track} label={t('check.preview')} isMirrored />
        ) : (
          <p>{isOpening ? t('check.opening') : t('check.cameraOffText')}</p>
        )}
      </div>
      {isOnStage ? null : (
        <SwitchField
          label={t('check.cameraSwitch')}
          isSelected={media.camera.state !== 'off'}
          onChange={(isOn) => {
            if (isOn) void presence.open('camera');
            else presence.stop('camera');
          }}
        />
      )}
      <DeviceTrouble
        source="camera"
        media={media}
        onRetry={() => void presence.open('camera')}
      />
      <DeviceSelect source="camera" media={media} onChoose={choose} />
      <DeviceTrouble
        source="microphone"
        media={media}
        onRetry={() => void presence.open('microphone')}
      />
      <DeviceSelect source="microphone" media={media} onChoose={choose} />
      {media.microphone.track ? (
        <Voice key={media.microphone.track.id} track={media.microphone.track} />
      ) : null}
      <div className="dialog__actions">
        <Button look="primary" onPress={onDone}>
          {isOnStage ? t('check.done') : t('check.next')}
        </Button>
      </div>
    </div>
  );
}

/** Asks for what is not open yet, one after the other: two permission questions at once confuse people and browsers. */
function useOpenDevices(presence: StagePresence, isOnStage: boolean): void {
  useEffect(() => {
    if (isOnStage) return;
    const open = async (): Promise<void> => {
      if (!presence.media.microphone.track) await presence.open('microphone');
      if (!presence.media.camera.track) await presence.open('camera');
    };
    void open();
  }, [presence, isOnStage]);
}

/** Silent for this long, and the words change from asking to helping. */
const patienceMs = 6_000;

function Voice({ track }: { track: MediaStreamTrack }) {
  const { t } = useTranslation('room');
  const [state, setState] = useState<'speak' | 'heard' | 'silent'>('speak');
  useEffect(() => {
    const timer = setTimeout(
      () => setState((now) => (now === 'speak' ? 'silent' : now)),
      patienceMs,
    );
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="check__voice">
      <span className="field__label">{t('check.level')}</span>
      <LevelLine track={track} label={t('check.level')} onHeard={() => setState('heard')} />
      <p className="small" role="status">
        {t(`check.${state}`)}
      </p>
    </div>
  );
}
