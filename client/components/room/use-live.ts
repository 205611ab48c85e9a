import { useCallback, useSyncExternalStore } from 'react';
import type { LiveStore } from '../../session/live-store.ts';

/** What a store knows by now; undefined until it was read once. */
export function useLive<State>(
  store: Pick<LiveStore<State>, 'state' | 'subscribe'>,
): State | undefined {
  const subscribe = useCallback((listener: () => void) => store.subscribe(listener), [store]);
  return useSyncExternalStore(subscribe, () => store.state);
}
