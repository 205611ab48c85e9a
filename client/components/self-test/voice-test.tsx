import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordVoice } from '../../devices/voice-clip.ts';
import { voiceVerdict, type VoiceVerdict } from '../../state/self-test.ts';
import { Button } from '../button.tsx';
import { Callout } from '../callout.tsx';
import { LevelLine } from '../room/level-line.tsx';

const clipMs = 3_000;

type VoiceTestProps = {
  track: MediaStreamTrack;
  onDone: (verdict: VoiceVerdict) => void;
};

type Clip = { verdict: VoiceVerdict; url: string | undefined };

/** Says three seconds, hears them again, and is told how they arrived. Nothing of it leaves the device. */
export function VoiceTest({ track, onDone }: VoiceTestProps) {
  const { t } = useTranslation('selfTest');
  const [isRecording, setIsRecording] = useState(false);
  const [clip, setClip] = useState<Clip>();
  const url = clip?.url;
  useEffect(() => {
    if (url) return () => URL.revokeObjectURL(url);
    return undefined;
  }, [url]);

  const record = async (): Promise<void> => {
    if (isRecording) return;
    setIsRecording(true);
    setClip(undefined);
    const { sound, readings } = await recordVoice(track, clipMs);
    const verdict = voiceVerdict(readings);
    setClip({ verdict, url: sound && URL.createObjectURL(sound) });
    setIsRecording(false);
  };

  return (
    <>
      <div className="self-test__level">
        <span>{t('microphone.level')}</span>
        <LevelLine track={track} label={t('microphone.level')} />
      </div>
      <p role="status">{status(t, isRecording, clip)}</p>
      {clip ? (
        <Callout tone={clip.verdict === 'well' ? 'ok' : 'problem'} urgent>
          <p>{t(`microphone.verdict.${clip.verdict}`)}</p>
        </Callout>
      ) : null}
      {url ? <audio controls autoPlay src={url} aria-label={t('microphone.clip')} /> : null}
      {clip ? (
        <Button look="primary" wide onPress={() => onDone(clip.verdict)}>
          {t('next')}
        </Button>
      ) : null}
      <Button
        look={clip ? 'secondary' : 'primary'}
        wide
        // It comes in the place of the button that was pressed to get here.
        autoFocus
        isPending={isRecording}
        onPress={() => void record()}
      >
        {clip ? t('microphone.recordAgain') : t('microphone.record')}
      </Button>
    </>
  );
}

type Words = (key: 'microphone.ready' | 'microphone.recording' | 'microphone.listen') => string;

function status(t: Words, isRecording: boolean, clip: Clip | undefined): string {
  if (isRecording) return t('microphone.recording');
  if (!clip) return t('microphone.ready');
  return clip.url ? t('microphone.listen') : '';
}
