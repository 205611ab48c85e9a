import './hosting.css';
import { useTranslation } from 'react-i18next';
import type { RaisedHand } from '../../../server/protocol/protocol.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../button.tsx';
import { Section } from '../section.tsx';
import type { HostingActions } from './use-hosting-actions.ts';

type RaisedHandsProps = {
  hands: readonly RaisedHand[];
  room: RoomView;
  actions: HostingActions;
};

/** Who wants to be heard, in order, for those who decide it. */
export function RaisedHands({ hands, room, actions }: RaisedHandsProps) {
  const { t } = useTranslation('hosting');
  return (
    <Section title={t('hands.title')}>
      {hands.length === 0 ? <p className="muted">{t('hands.none')}</p> : null}
      <ol className="hands">
        {hands.map((hand, index) => (
          <Hand key={hand.peerId} hand={hand} place={index + 1} room={room} actions={actions} />
        ))}
      </ol>
    </Section>
  );
}

type HandProps = { hand: RaisedHand; place: number; room: RoomView; actions: HostingActions };

function Hand({ hand, place, room, actions }: HandProps) {
  const { t } = useTranslation('hosting');
  const { peerId, reason } = hand;
  const peer = room.peers.get(peerId);
  const name = hand.displayName || t('guest');
  return (
    <li className="hands__hand">
      <span className="hands__place numbers">{place}.</span>
      <div>
        <p className="hands__who">
          <strong>{name}</strong>
          {peer?.connected ? null : <span className="small"> {t('people.away')}</span>}
        </p>
        {reason ? <p className="hands__reason">{reason}</p> : null}
      </div>
      <div className="row">
        {peer && !peer.onStage ? (
          peer.invitedBy === undefined ? (
            <Button
              aria-label={t('invite.inviteName', { name })}
              onPress={() => actions.invite(peerId)}
            >
              {t('invite.invite')}
            </Button>
          ) : (
            <span role="status">{t('invite.waiting')}</span>
          )
        ) : null}
        <Button
          look="quiet"
          aria-label={t('hands.dismissName', { name })}
          onPress={() => actions.dismissHand(peerId)}
        >
          {t('hands.dismiss')}
        </Button>
      </div>
    </li>
  );
}
