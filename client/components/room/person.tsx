import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeerState } from '../../../server/protocol/protocol.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import { exactMegabytes } from '../../state/megabytes.ts';
import { proofBars, proofState } from '../../state/recording-proof.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../button.tsx';
import { PersonActions } from '../hosting/person-actions.tsx';
import type { HostingActions } from '../hosting/use-hosting-actions.ts';
import { Bars } from './quality-mark.tsx';

type PersonProps = {
  peer: PeerState;
  room: RoomView;
  actions: HostingActions;
  /** What else is to be said of them. */
  children?: ReactNode;
};

/** One of the people here, and what may be done to them. */
export function Person({ peer, room, actions, children }: PersonProps) {
  const { t } = useTranslation(['room', 'hosting']);
  const isYou = peer.peerId === room.you.peerId;
  const name = peer.displayName || t('guest');
  const isOutOfReach = peer.role === 'host' && room.you.role !== 'host';
  return (
    <li className="person">
      <div className="person__facts">
        <span className="people__name">{isYou ? `${name} (${t('you')})` : name}</span>
        <span className="small muted">{t(`people.role.${peer.role}`)}</span>
        {peer.connected ? null : <span className="small">{t('people.away')}</span>}
        {peer.invitedBy === undefined ? null : (
          <span className="small">{t('hosting:invite.waiting')}</span>
        )}
        {peer.cannotHear ? (
          <strong className="person__flag small">{t('hosting:hearing.cannot')}</strong>
        ) : null}
        {peer.onStage && room.recording.state !== 'off' ? (
          <PersonProof peerId={peer.peerId} room={room} />
        ) : null}
        {children}
      </div>
      {peer.cannotHear && !isOutOfReach ? (
        <Button
          aria-label={t('hosting:hearing.clearName', { name })}
          onPress={() => actions.clearHearing(peer.peerId)}
        >
          {t('hosting:hearing.clear')}
        </Button>
      ) : null}
      {isYou ? null : <PersonActions peer={peer} name={name} room={room} actions={actions} />}
    </li>
  );
}

/** "▮▮▮ tersimpan 12 MB": what the recorder counted, not what we hope. */
function PersonProof({ peerId, room }: { peerId: string; room: RoomView }) {
  const { t } = useTranslation('room');
  const proof = room.recording.people.find((person) => person.peerId === peerId);
  if (!proof) return <span className="proof small">{t('proof.none')}</span>;
  const state = proofState(proof);
  return (
    <span className={`proof proof--${state} small`}>
      <Bars count={proofBars(proof)} /> {t(`proof.${state}`)}
      {proof.bytes > 0 ? (
        <span className="numbers muted">
          {' '}
          {t('proof.megabytes', { megabytes: exactMegabytes(proof.bytes, currentLanguage()) })}
        </span>
      ) : null}
    </span>
  );
}
