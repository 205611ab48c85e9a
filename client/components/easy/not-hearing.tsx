import { useTranslation } from 'react-i18next';
import type { RoomSession } from '../../session/room-session.ts';
import { Button } from '../button.tsx';
import { useAction } from '../room/use-action.ts';
import type { Sound } from '../room/use-sound.ts';
import { FocusedHeading } from './focused-heading.tsx';

type NotHearingProps = {
  session: Pick<RoomSession, 'request'>;
  /** The host knows by now. */
  isMarked: boolean;
  sound: Sound;
};

/** "I cannot hear": tells the host, does from here what may help, and says what else to try. */
export function NotHearing({ session, isMarked, sound }: NotHearingProps) {
  const { t } = useTranslation('easy');
  const run = useAction();
  const report = (hears: boolean) => run(() => session.request('hearing:report', { hears }));
  if (isMarked) {
    return (
      <section className="easy__part easy__part--asks">
        <FocusedHeading level={2}>{t('deaf.title')}</FocusedHeading>
        <p>{t('deaf.try')}</p>
        <ol>
          <li>{t('deaf.buttons')}</li>
          <li>{t('deaf.headset')}</li>
          <li>{t('deaf.again')}</li>
        </ol>
        <Button wide onPress={() => void report(true)}>
          {t('deaf.hear')}
        </Button>
      </section>
    );
  }
  return (
    <Button
      wide
      onPress={() => {
        sound.unlock();
        sound.mute(false);
        sound.setVolume(1);
        void report(false);
      }}
    >
      {t('deaf.report')}
    </Button>
  );
}
