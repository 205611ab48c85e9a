import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import { useNotice } from '../notices.tsx';

/** Says that a countdown came to nothing: it was cancelled, or the hub could not go live. */
export function useCountdownNews({ goesLiveAt, state }: SessionInfo): void {
  const { t } = useTranslation('conduct');
  const announce = useNotice();
  const was = useRef<string>(undefined);
  useEffect(() => {
    if (was.current && !goesLiveAt && state === 'scheduled') announce(t('countdown.stopped'));
    was.current = goesLiveAt;
  }, [goesLiveAt, state, announce, t]);
}
