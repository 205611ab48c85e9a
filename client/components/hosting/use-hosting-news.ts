import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoppableSource } from '../../../server/protocol/orders.ts';
import type { RoomSession } from '../../session/room-session.ts';
import { useNotice } from '../notices.tsx';

/** What somebody did to this person, and who. */
export type Deed = { kind: 'sent-back' | StoppableSource; byName: string };

export type HostingNews = {
  /** The last one, until it was read. */
  deed: Deed | undefined;
  dismiss: () => void;
};

/** What others did that one should be told in words. */
export function useHostingNews({ noticed }: Pick<RoomSession, 'noticed'>): HostingNews {
  const { t } = useTranslation('hosting');
  const announce = useNotice();
  const [deed, setDeed] = useState<Deed>();
  useEffect(
    () =>
      noticed.add(({ name, notice }) => {
        if (name === 'stage:left') setDeed({ kind: 'sent-back', byName: notice.byName });
        if (name === 'stage:stopped' && notice.source !== 'screen-audio') {
          setDeed({ kind: notice.source, byName: notice.byName });
        }
        if (name === 'invite:declined') {
          announce(t('invite.declined', { name: notice.displayName || t('guest') }));
        }
      }),
    [noticed, announce, t],
  );
  return { deed, dismiss: () => setDeed(undefined) };
}
