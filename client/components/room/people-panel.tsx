import { useTranslation } from 'react-i18next';
import { peopleOnStage } from '../../state/room-view.ts';
import { unrecordedBecause } from '../../state/stage-warnings.ts';
import { Button } from '../button.tsx';
import { Callout } from '../callout.tsx';
import { RaisedHands } from '../hosting/raised-hands.tsx';
import { RemovedPeople } from '../hosting/removed-people.tsx';
import { TalkTime, TalkTimesSince } from '../hosting/talk-time.tsx';
import { useHostingActions } from '../hosting/use-hosting-actions.ts';
import { Section } from '../section.tsx';
import { Listeners } from './listeners.tsx';
import { NewsCount } from './news-count.tsx';
import { Person } from './person.tsx';
import type { PanelProps } from './room-panels.tsx';
import { useLive } from './use-live.ts';

/** For those who work here: who wants to speak, who is on stage and whether each arrives on disk, and who listens. */
export function PeoplePanel({ room, session, floor }: PanelProps) {
  const { t } = useTranslation(['room', 'hosting', 'conduct', 'warnings']);
  const actions = useHostingActions(session);
  const hands = useLive(floor.hands)?.hands ?? [];
  const talkTimes = useLive(floor.talkTimes);
  const unrecorded = unrecordedBecause(room);
  const onStage = peopleOnStage(room);
  const listening = [...room.peers.values()].filter((peer) => !peer.onStage);
  return (
    <div className="people">
      <RaisedHands hands={hands} room={room} actions={actions} />
      <Section title={t('people.onStage')}>
        {unrecorded ? (
          <Callout tone="problem">
            <p>{t(`warnings:server.${unrecorded}`)}</p>
          </Callout>
        ) : null}
        {room.recording.state === 'off' && !unrecorded ? (
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
        {talkTimes ? <TalkTimesSince talkTimes={talkTimes} room={room} /> : null}
        <ul className="people__list">
          {onStage.map((peer) => (
            <Person key={peer.peerId} peer={peer} room={room} actions={actions}>
              {talkTimes ? (
                <TalkTime talkTimes={talkTimes} peerId={peer.peerId} room={room} />
              ) : null}
            </Person>
          ))}
        </ul>
      </Section>
      <Section title={t('people.listening')}>
        <Listeners listening={listening} room={room} actions={actions} />
      </Section>
      <RemovedPeople session={session} isHost={room.you.role === 'host'} />
    </div>
  );
}

/** How many want to be heard, or cannot hear. */
export function PeopleBadge({ room, floor }: PanelProps) {
  const hands = useLive(floor.hands)?.hands.length ?? 0;
  const deaf = [...room.peers.values()].filter(({ cannotHear }) => cannotHear).length;
  return <NewsCount count={hands + deaf} />;
}
