import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeerState } from '../../../server/protocol/protocol.ts';
import { namedLike } from '../../state/people-search.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../button.tsx';
import type { HostingActions } from '../hosting/use-hosting-actions.ts';
import { TextField } from '../text-field.tsx';
import { Person } from './person.tsx';

/** From so many names on, looking for one takes longer than typing it. */
const fewNames = 8;
/** So many are drawn at first: each has a menu of its own. */
const pageSize = 50;

type ListenersProps = {
  listening: readonly PeerState[];
  room: RoomView;
  actions: HostingActions;
};

/** Those who listen, by name, and first of all who cannot hear; the nameless otherwise only as a number. */
export function Listeners({ listening, room, actions }: ListenersProps) {
  const { t } = useTranslation('room');
  const [text, setText] = useState('');
  const [limit, setLimit] = useState(pageSize);
  const deaf = listening.filter(({ cannotHear }) => cannotHear);
  const hearing = listening.filter(({ cannotHear }) => !cannotHear);
  const named = hearing.filter(({ displayName }) => displayName);
  const guests = hearing.length - named.length;
  const isSearched = named.length > fewNames;
  const found = namedLike(named, isSearched ? text : '');
  const hidden = found.length - limit;
  return (
    <>
      {listening.length === 0 ? <p className="muted">{t('people.nobody')}</p> : null}
      {deaf.length > 0 ? (
        <ul className="people__list">
          {deaf.map((peer) => (
            <Person key={peer.peerId} peer={peer} room={room} actions={actions} />
          ))}
        </ul>
      ) : null}
      {isSearched ? (
        <TextField label={t('people.search')} type="search" value={text} onChange={setText} />
      ) : null}
      {named.length > 0 && found.length === 0 ? (
        <p className="muted">{t('people.notFound')}</p>
      ) : null}
      <ul className="people__list">
        {found.slice(0, limit).map((peer) => (
          <Person key={peer.peerId} peer={peer} room={room} actions={actions} />
        ))}
        {guests > 0 ? <li>{t('people.guests', { count: guests })}</li> : null}
      </ul>
      {hidden > 0 ? (
        <div>
          <Button onPress={() => setLimit(limit + pageSize)}>
            {t('people.more', { count: Math.min(hidden, pageSize) })}
          </Button>
        </div>
      ) : null}
    </>
  );
}
