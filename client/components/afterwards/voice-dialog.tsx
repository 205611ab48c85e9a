import './voice-dialog.css';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../server/protocol/questions.ts';
import { soundLimits } from '../../../server/protocol/sounds.ts';
import { api } from '../../api/api.ts';
import { canRecord } from '../../devices/voice-recorder.ts';
import { useSubmit } from '../../forms/use-submit.ts';
import { formatPosition } from '../../player/format-position.ts';
import { Button } from '../button.tsx';
import { Callout } from '../callout.tsx';
import { Dialog } from '../dialog.tsx';
import { useNotice } from '../notices.tsx';
import { LevelLine } from '../room/level-line.tsx';
import { SelectField } from '../select-field.tsx';
import { SelfTestTrouble } from '../self-test/device-trouble.tsx';
import { useSoundProblem } from '../sounds/use-sound-problem.ts';
import { useMicrophone } from './use-microphone.ts';
import { useVoiceTake } from './use-voice-take.ts';

type VoiceDialogProps = {
  /** Of the session. */
  code: string;
  question: Question;
  isOpen: boolean;
  onClose: () => void;
  reload: () => Promise<void>;
};

/** A short answer by voice, which is put behind the session in its episode. The microphone is on while this is open. */
export function VoiceDialog({ isOpen, ...recorder }: VoiceDialogProps) {
  const { t } = useTranslation('afterwards');
  const { number } = recorder.question;
  return (
    <Dialog title={t('voice.title', { number })} isOpen={isOpen} onClose={recorder.onClose}>
      <VoiceRecorder {...recorder} />
    </Dialog>
  );
}

function VoiceRecorder({ code, question, onClose, reload }: Omit<VoiceDialogProps, 'isOpen'>) {
  const { t } = useTranslation('afterwards');
  const { t: common } = useTranslation();
  const notify = useNotice();
  const toProblem = useSoundProblem();
  const microphone = useMicrophone();
  const { track, problem } = microphone;
  const voice = useVoiceTake(track, soundLimits.spokenMs);
  const { take, elapsedMs } = voice;
  const { questionId, version, number, text } = question;
  const send = useSubmit(async () => {
    if (!take) return;
    await api.speakAnswer(code, questionId, version, take.sound);
    onClose();
    notify(t('voice.sent', { number }));
    await reload();
  });
  const isRecording = elapsedMs !== undefined;
  const longest = formatPosition(soundLimits.spokenMs);
  const status = isRecording
    ? t('voice.recording', { now: formatPosition(elapsedMs), longest })
    : take
      ? t('voice.listen')
      : t(track ? 'voice.ready' : 'voice.text', { longest });

  return (
    <div className="form voice-dialog">
      <p className="question__text">{text}</p>
      {canRecord() ? null : (
        <Callout tone="problem">
          <p>{t('voice.unsupported')}</p>
        </Callout>
      )}
      {problem ? <SelfTestTrouble device="microphone" problem={problem} /> : null}
      {track ? (
        <>
          {isRecording ? null : <MicrophoneChoice {...microphone} />}
          <div>
            <span>{t('voice.level')}</span>
            <LevelLine track={track} label={t('voice.level')} />
          </div>
        </>
      ) : null}
      {/* The seconds are for the eyes: read aloud they would drown the voice. */}
      <p role={isRecording ? undefined : 'status'}>{status}</p>
      {take ? <audio controls src={take.url} aria-label={t('voice.yours')} /> : null}
      {send.error ? (
        <Callout tone="problem" urgent>
          <p>{toProblem(send.error)}</p>
        </Callout>
      ) : null}
      <div className="dialog__actions">
        {take ? (
          <>
            <Button look="primary" isPending={send.busy} onPress={() => void send.run()}>
              {t('voice.send')}
            </Button>
            <Button isDisabled={send.busy} onPress={voice.discard}>
              {t('voice.again')}
            </Button>
          </>
        ) : isRecording ? (
          <Button look="primary" onPress={voice.stop}>
            {t('voice.stop')}
          </Button>
        ) : track ? (
          <Button look="primary" onPress={voice.start}>
            {t('voice.start')}
          </Button>
        ) : (
          <Button
            look="primary"
            isPending={microphone.state === 'opening'}
            isDisabled={!canRecord()}
            onPress={microphone.open}
          >
            {t('voice.open')}
          </Button>
        )}
        <Button isDisabled={send.busy} onPress={onClose}>
          {common('cancel')}
        </Button>
      </div>
    </div>
  );
}

function MicrophoneChoice({ choices, deviceId, choose }: ReturnType<typeof useMicrophone>) {
  const { t } = useTranslation('afterwards');
  if (choices.length < 2 || deviceId === undefined) return null;
  return (
    <SelectField
      label={t('voice.microphone')}
      value={deviceId}
      onChange={choose}
      choices={choices.map((choice) => ({ value: choice.deviceId, label: choice.label }))}
    />
  );
}
