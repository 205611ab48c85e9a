import { useEffect } from 'react';
import type { Receiver } from '../../session/receiver.ts';

/** A glance at another app is not worth stopping everything for, in milliseconds. */
const glanceMs = 2_000;

/** While nobody can see the page (another tab, a locked phone) no pictures are sent to it. Sound goes on. */
export function useHiddenPictures(receiver: Pick<Receiver, 'wantPictures'>): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(timer);
      if (document.visibilityState === 'visible') receiver.wantPictures(true);
      else timer = setTimeout(() => receiver.wantPictures(false), glanceMs);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [receiver]);
}
