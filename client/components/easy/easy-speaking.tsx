import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomSession } from '../../session/room-session.ts';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';
import { asksConsent, type RoomView } from '../../state/room-view.ts';
import { Button } from '../button.tsx';
import { DeviceTrouble } from '../room/device-fields.tsx';
import { useAction } from '../room/use-action.ts';
import { usePracticeConsent } from '../room/use-practice-consent.ts';
import { useSilence } from '../room/use-silence.ts';
import type { Stage } from '../room/use-stage.ts';
import { FocusedHeading } from './focused-heading.tsx';

type EasySpeakingProps = {
  session: RoomSession;
  stage: Stage;
  snapshot: SessionSnapshot;
  room: RoomView;
};

/** From "would you like to speak?" to having spoken. Nothing for who only listens. */
export function EasySpeaking(props: EasySpeakingProps) {
  const { you } = props.room;
  if (you.onStage) return <OnStage {...props} />;
  // A listener by role has not been let up, or is back.
  return you.invitedBy !== undefined || you.role !== 'listener' ? <WayUp {...props} /> : null;
}

/** The question whether to speak, and the one about recording; each answer is one press. */
function WayUp({ session, stage, room }: EasySpeakingProps) {
  const { t } = useTranslation(['easy', 'hosting', 'conduct']);
  const run = useAction();
  const [isAsking, setIsAsking] = useState(false);
  const section = useRef<HTMLElement>(null);
  const { invitedBy } = room.you;
  useEffect(() => {
    // Newer browsers answer with a promise, which React would take for what ends the effect.
    section.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  const speak = (consent: boolean): void =>
    void run(() => goUp(session, stage.presence, consent));
  const decline = (): void =>
    void run(() => session.request('stage:answer-invite', { accepts: false }));
  const { microphone } = stage.media;

  return (
    <section className="easy__part easy__part--asks" ref={section} role="alert">
      {isAsking ? (
        <>
          <FocusedHeading level={2}>{t('consent.title')}</FocusedHeading>
          <p>
            {room.session.practiceOf ? t('conduct:practice.consentText') : t('consent.text')}
          </p>
          <p>{t('consent.permission')}</p>
          <Button wide onPress={() => speak(true)}>
            {t('consent.yes')}
          </Button>
          <Button wide onPress={() => speak(false)}>
            {t('consent.no')}
          </Button>
          <Button wide look="quiet" onPress={() => setIsAsking(false)}>
            {t('consent.back')}
          </Button>
        </>
      ) : (
        <>
          <h2>{t('invite.title')}</h2>
          <p>
            {invitedBy === undefined
              ? t('invite.allowed')
              : t('invite.text', { name: invitedBy || t('hosting:someone') })}
          </p>
          <Button
            look="primary"
            wide
            onPress={() => {
              if (asksConsent(room)) setIsAsking(true);
              else speak(false);
            }}
          >
            {t('invite.accept')}
          </Button>
          {invitedBy === undefined ? null : (
            <Button wide onPress={decline}>
              {t('invite.decline')}
            </Button>
          )}
        </>
      )}
      <p role="status">{microphone.state === 'opening' ? t('invite.opening') : ''}</p>
      <DeviceTrouble
        source="microphone"
        media={stage.media}
        onRetry={() => void stage.presence.open('microphone')}
      />
    </section>
  );
}

/** The microphone first: whoever cannot speak has not said yes. */
async function goUp(
  session: RoomSession,
  presence: Stage['presence'],
  consent: boolean,
): Promise<void> {
  await presence.open('microphone');
  if (!presence.media.microphone.track) return; // Its trouble is shown.
  try {
    if (session.snapshot.room?.you.invitedBy !== undefined) {
      await session.request('stage:answer-invite', { accepts: true });
    }
    await presence.enter(consent);
  } catch (error) {
    presence.stop('microphone');
    throw error;
  }
}

/** While speaking: whether one is heard, and the way to be quiet or done. */
function OnStage({ session, stage, snapshot, room }: EasySpeakingProps) {
  const { t } = useTranslation(['easy', 'room']);
  const flip = useAction({ repeats: true });
  const run = useAction();
  const { presence, media } = stage;
  const isOn = snapshot.sending.get('microphone')?.paused === false;
  const isSilent = useSilence(media.microphone.track, isOn);
  const { isAsked, answer } = usePracticeConsent(session, room);
  const turn = (): void => void flip(() => presence.toggleMicrophone());
  return (
    <section className="easy__part easy__part--asks">
      <FocusedHeading level={2}>
        {isOn ? t('speaking.heard') : t('speaking.muted')}
      </FocusedHeading>
      {isSilent ? <p role="alert">{t('room:problem.silent')}</p> : null}
      {asksConsent(room) ? (
        <p>{room.you.recordingConsent ? t('speaking.recorded') : t('speaking.notRecorded')}</p>
      ) : null}
      {isAsked ? <PracticeConsent onAnswer={answer} /> : null}
      <DeviceTrouble source="microphone" media={media} onRetry={turn} />
      <Button look={isOn ? 'secondary' : 'primary'} wide onPress={turn}>
        {isOn ? t('speaking.mute') : t('speaking.unmute')}
      </Button>
      <Button wide onPress={() => void run(() => presence.leave())}>
        {t('speaking.done')}
      </Button>
    </section>
  );
}

/** The practice is recorded from now on: one press says whether one's voice may be. */
function PracticeConsent({ onAnswer }: { onAnswer: (granted: boolean) => void }) {
  const { t } = useTranslation(['easy', 'conduct']);
  return (
    <div role="alert">
      <p>{t('conduct:practice.consentTitle')}</p>
      <p>{t('conduct:practice.consentText')}</p>
      <Button wide onPress={() => onAnswer(true)}>
        {t('consent.yes')}
      </Button>
      <Button wide onPress={() => onAnswer(false)}>
        {t('consent.no')}
      </Button>
    </div>
  );
}
