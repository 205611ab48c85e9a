import { useTranslation } from 'react-i18next';
import type { Floor } from '../../session/floor.ts';
import { lowerHand, raiseHand } from '../../session/own-hand.ts';
import type { RoomSession } from '../../session/room-session.ts';
import { Button } from '../button.tsx';
import { useAction } from '../room/use-action.ts';
import { useLive } from '../room/use-live.ts';

/** Asking to be heard. */
export function EasyHand({ session, floor }: { session: RoomSession; floor: Floor }) {
  const { t } = useTranslation(['easy', 'hosting']);
  const run = useAction();
  const hand = useLive(floor.hands)?.mine;
  return (
    <section className="easy__part" aria-label={t('hosting:hand.raise')}>
      <Button
        wide
        onPress={() =>
          void run(() => (hand ? lowerHand(session, floor) : raiseHand(session, floor, '')))
        }
      >
        {hand ? t('hosting:hand.lower') : t('hosting:hand.raise')}
      </Button>
      <p role="status">
        {hand
          ? `${t('hosting:hand.up')} ${hand.place === 1 ? t('hosting:hand.next') : t('hosting:hand.place', { place: hand.place })}`
          : t('hand.why')}
      </p>
    </section>
  );
}
