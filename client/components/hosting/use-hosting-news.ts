import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomSession } from '../../session/room-session.ts';
import { useNotice } from '../notices.tsx';

export type HostingNews = {
  /** Who sent this person back to the audience, until they have read it. */
  sentBackBy: string | undefined;
  dismiss: () => void;
};

/** What others did that one should be told in words. */
export function useHostingNews({ noticed }: Pick<RoomSession, 'noticed'>): HostingNews {
  const { t } = useTranslation('hosting');
  const announce = useNotice();
  const [sentBackBy, setSentBackBy] = useState<string>();
  useEffect(
    () =>
      noticed.add(({ name, notice }) => {
        if (name === 'stage:left') setSentBackBy(notice.byName);
        if (name === 'invite:declined') {
          announce(t('invite.declined', { name: notice.displayName || t('guest') }));
        }
      }),
    [noticed, announce, t],
  );
  return { sentBackBy, dismiss: () => setSentBackBy(undefined) };
}
