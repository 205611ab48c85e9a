import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announcements } from '../../state/announcements.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Spoken } from '../spoken.tsx';

/** Says what changed in the room to those who cannot see it. Waits its turn: never interrupts. */
export function Announcer({ room }: { room: RoomView }) {
  const { t } = useTranslation('room');
  const before = useRef<RoomView>(undefined);
  const [news, setNews] = useState('');

  useEffect(() => {
    const words = announcements(before.current, room).map((one) =>
      t(`news.${one.kind}`, { name: 'name' in one ? one.name || t('guest') : '' }),
    );
    before.current = room;
    // Drawing again is the point here: a live region speaks when its text changes.
    if (words.length > 0) setNews(words.join(' '));
  }, [room, t]);

  return <Spoken>{news}</Spoken>;
}
