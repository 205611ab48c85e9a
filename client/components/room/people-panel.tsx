import { useTranslation } from 'react-i18next';
import type { PeerState } from '../../../server/protocol/protocol.ts';
import { proofBars, proofState } from '../../state/recording-proof.ts';
import { peopleOnStage, type RoomView } from '../../state/room-view.ts';
import { Button } from '../button.tsx';
import { Callout } from '../callout.tsx';
import { RaisedHands } from '../hosting/raised-hands.tsx';
import { RemovedPeople } from '../hosting/removed-people.tsx';
import { useHostingActions, type HostingActions } from '../hosting/use-hosting-actions.ts';
import { PersonActions } from '../hosting/person-actions.tsx';
import { Section } from '../section.tsx';
import { NewsCount } from './news-count.tsx';
import { Bars } from './quality-mark.tsx';
import type { PanelProps } from './room-panels.tsx';
import { useLive } from './use-live.ts';

/** For those who work here: who wants to speak, who is on stage and whether each arrives on disk, and who listens. */
export function PeoplePanel({ room, session, floor }: PanelProps) {
  const { t } = useTranslation(['room', 'hosting', 'conduct']);
  const actions = useHostingActions(session);
  const hands = useLive(floor.hands)?.hands ?? [];
  const onStage = peopleOnStage(room);
  const listening = [...room.peers.values()].filter((peer) => !peer.onStage);
  const named = listening.filter((peer) => peer.displayName);
  const guests = listening.length - named.length;
  return (
    <div className="people">
      <RaisedHands hands={hands} room={room} actions={actions} />
      <Section title={t('people.onStage')}>
        {room.recording.state === 'off' ? (
          <p className="small muted">
            {room.session.practiceOf ? t('conduct:practice.fact') : t('proof.off')}
          </p>
        ) : null}
        {room.recording.state === 'degraded' ? (
          <Callout tone="problem" urgent>
            <p>{t('proof.trouble')}</p>
          </Callout>
        ) : null}
        {onStage.length === 0 ? <p className="muted">{t('people.nobody')}</p> : null}
        {onStage.some((peer) => peer.peerId !== room.you.peerId) ? (
          <div>
            <Button onPress={actions.muteAll}>{t('hosting:people.muteAll')}</Button>
          </div>
        ) : null}
        <ul className="people__list">
          {onStage.map((peer) => (
            <Person key={peer.peerId} peer={peer} room={room} actions={actions} />
          ))}
        </ul>
      </Section>
      <Section title={t('people.listening')}>
        {listening.length === 0 ? <p className="muted">{t('people.nobody')}</p> : null}
        <ul className="people__list">
          {named.map((peer) => (
            <Person key={peer.peerId} peer={peer} room={room} actions={actions} />
          ))}
          {guests > 0 ? <li>{t('people.guests', { count: guests })}</li> : null}
        </ul>
      </Section>
      <RemovedPeople session={session} isHost={room.you.role === 'host'} />
    </div>
  );
}

type PersonProps = { peer: PeerState; room: RoomView; actions: HostingActions };

function Person({ peer, room, actions }: PersonProps) {
  const { t } = useTranslation(['room', 'hosting']);
  const isYou = peer.peerId === room.you.peerId;
  const name = peer.displayName || t('guest');
  return (
    <li className="person">
      <div className="person__facts">
        <span className="people__name">{isYou ? `${name} (${t('you')})` : name}</span>
        <span className="small muted">{t(`people.role.${peer.role}`)}</span>
        {peer.connected ? null : <span className="small">{t('people.away')}</span>}
        {peer.invitedBy === undefined ? null : (
          <span className="small">{t('hosting:invite.waiting')}</span>
        )}
        {peer.onStage && room.recording.state !== 'off' ? (
          <PersonProof peerId={peer.peerId} room={room} />
        ) : null}
      </div>
      {isYou ? null : <PersonActions peer={peer} name={name} room={room} actions={actions} />}
    </li>
  );
}

/** How many want to be heard. */
export function PeopleBadge({ floor }: PanelProps) {
  return <NewsCount count={useLive(floor.hands)?.hands.length ?? 0} />;
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
