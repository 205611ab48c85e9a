import { useTranslation } from 'react-i18next';
import type { PeerState } from '../../../server/protocol/protocol.ts';
import { proofBars, proofState } from '../../state/recording-proof.ts';
import { peopleOnStage, type RoomView } from '../../state/room-view.ts';
import { Callout } from '../callout.tsx';
import { Section } from '../section.tsx';
import { Bars } from './quality-mark.tsx';

/** For those who work here: who is on stage and whether each arrives on disk, and who listens. */
export function PeoplePanel({ room }: { room: RoomView }) {
  const { t } = useTranslation('room');
  const onStage = peopleOnStage(room);
  const listening = [...room.peers.values()].filter((peer) => !peer.onStage);
  const named = listening.filter((peer) => peer.displayName);
  const guests = listening.length - named.length;
  return (
    <div className="people">
      <Section title={t('people.onStage')}>
        {room.recording.state === 'off' ? (
          <p className="small muted">{t('proof.off')}</p>
        ) : null}
        {room.recording.state === 'degraded' ? (
          <Callout tone="problem" urgent>
            <p>{t('proof.trouble')}</p>
          </Callout>
        ) : null}
        {onStage.length === 0 ? <p className="muted">{t('people.nobody')}</p> : null}
        <ul className="people__list">
          {onStage.map((peer) => (
            <Person key={peer.peerId} peer={peer} room={room} />
          ))}
        </ul>
      </Section>
      <Section title={t('people.listening')}>
        {listening.length === 0 ? <p className="muted">{t('people.nobody')}</p> : null}
        <ul className="people__list">
          {named.map((peer) => (
            <Person key={peer.peerId} peer={peer} room={room} />
          ))}
          {guests > 0 ? <li>{t('people.guests', { count: guests })}</li> : null}
        </ul>
      </Section>
    </div>
  );
}

function Person({ peer, room }: { peer: PeerState; room: RoomView }) {
  const { t } = useTranslation('room');
  const isYou = peer.peerId === room.you.peerId;
  const name = peer.displayName || t('guest');
  return (
    <li className="people__person">
      <span className="people__name">{isYou ? `${name} (${t('you')})` : name}</span>
      <span className="small muted">{t(`people.role.${peer.role}`)}</span>
      {peer.connected ? null : <span className="small">{t('people.away')}</span>}
      {peer.onStage && room.recording.state !== 'off' ? (
        <PersonProof peerId={peer.peerId} room={room} />
      ) : null}
    </li>
  );
}

const megabyte = 1_000_000;

/** "▮▮▮ tersimpan 12 MB": what the recorder counted, not what we hope. */
function PersonProof({ peerId, room }: { peerId: string; room: RoomView }) {
  const { t } = useTranslation('room');
  const proof = room.recording.people.find((person) => person.peerId === peerId);
  if (!proof) return <span className="proof small">{t('proof.none')}</span>;
  const state = proofState(proof);
  const megabytes = proof.bytes / megabyte;
  return (
    <span className={`proof proof--${state} small`}>
      <Bars count={proofBars(proof)} /> {t(`proof.${state}`)}
      {proof.bytes > 0 ? (
        <span className="numbers muted">
          {' '}
          {t('proof.megabytes', {
            count: megabytes < 10 ? Number(megabytes.toFixed(1)) : Math.round(megabytes),
          })}
        </span>
      ) : null}
    </span>
  );
}
