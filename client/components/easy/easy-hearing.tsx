import { useTranslation } from 'react-i18next';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';
import { peopleOnStage, type RoomView } from '../../state/room-view.ts';
import { Button } from '../button.tsx';
import type { Sound } from '../room/use-sound.ts';

type EasyHearingProps = {
  room: RoomView;
  tracks: SessionSnapshot['tracks'];
  sound: Sound;
};

/** Whether sound comes, and whose it is. */
export function EasyHearing({ room, tracks, sound }: EasyHearingProps) {
  const { t } = useTranslation(['easy', 'room']);
  if (sound.isBlocked || sound.isMuted) {
    return (
      <section className="easy__part easy__part--now" role="alert">
        <h2>{t('hearing.off')}</h2>
        <Button
          look="primary"
          wide
          onPress={() => {
            sound.unlock();
            sound.mute(false);
          }}
        >
          {t('room:sound.unlock')}
        </Button>
      </section>
    );
  }
  const isComing = soundsOfOthers(room).some(({ producerId }) => !tracks.has(producerId));
  return (
    <section className="easy__part easy__part--now">
      <div role="status">
        <h2>
          {t(
            isComing
              ? 'hearing.connecting'
              : room.you.onStage
                ? 'hearing.onStage'
                : 'hearing.on',
          )}
        </h2>
      </div>
      <WhoSpeaks room={room} />
    </section>
  );
}

function WhoSpeaks({ room }: { room: RoomView }) {
  const { t } = useTranslation(['easy', 'room']);
  const { activeSpeaker, peers, you } = room;
  if (activeSpeaker === you.peerId) return <p>{t('hearing.you')}</p>;
  const speaker = activeSpeaker === undefined ? undefined : peers.get(activeSpeaker);
  if (speaker) {
    const name = speaker.displayName || t('room:guest');
    return <p className="easy__name">{t('hearing.speaker', { name })}</p>;
  }
  return <p>{peopleOnStage(room).length > 0 ? t('hearing.quiet') : t('hearing.nobody')}</p>;
}

/** What should be heard by now. */
const soundsOfOthers = ({ producers, you }: RoomView) =>
  [...producers.values()].filter(
    ({ kind, paused, peerId }) => kind === 'audio' && !paused && peerId !== you.peerId,
  );
