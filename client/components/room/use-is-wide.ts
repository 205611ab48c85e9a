import { useSyncExternalStore } from 'react';

/** Room for a console beside the stage. The same number stands in room.css. */
const wide = '(min-width: 1024px)';

export function useIsWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(wide);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(wide).matches,
  );
}
