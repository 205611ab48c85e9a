import './rundown.css';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Floor } from '../../session/floor.ts';
import { useLive } from '../room/use-live.ts';
import { Spoken } from '../spoken.tsx';

/** For those who do not lead it: what is on and what comes next, while hosts show it. A change is said once, in its turn. */
export function RundownNow({ isLive, floor }: { isLive: boolean; floor: Floor }) {
  const { t } = useTranslation('flow');
  const place = useLive(floor.rundownPlace);
  const now = isLive ? place?.now : undefined;
  const isRead = place !== undefined;
  const [spoken, setSpoken] = useState('');
  const before = useRef<string>(undefined);
  const wasRead = useRef(false);
  useEffect(() => {
    // What was on already when one came in is read where it stands.
    const isNews = wasRead.current && now !== undefined && now !== before.current;
    wasRead.current = isRead;
    before.current = now;
    if (isNews) setSpoken(t('rundown.now', { title: now }));
  }, [now, isRead, t]);
  return (
    <>
      {now === undefined ? null : (
        <p className="room__hint rundown-now">
          <strong>{t('rundown.now', { title: now })}</strong>
          {place?.next === undefined ? null : (
            <span> · {t('rundown.next', { title: place.next })}</span>
          )}
        </p>
      )}
      <Spoken>{spoken}</Spoken>
    </>
  );
}
