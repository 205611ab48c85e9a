import { useEffect } from 'react';
import { onNetworkChange } from '../../session/network-changes.ts';
import type { RoomSession } from '../../session/room-session.ts';

const tickMs = 5_000;
/** Ticks further apart than this mean that the device slept, not that the tab was in the background. */
const sleptMs = 20_000;

/** Notices a laptop that was closed, a phone that changed networks, a tab that is back: the session then looks after itself. */
export function useWakefulness(session: RoomSession | undefined): void {
  useEffect(() => {
    if (!session) return;
    let lastTickMs = Date.now();
    const wake = (): void => {
      if (document.visibilityState !== 'visible') return;
      const now = Date.now();
      session.wake({ sleptLong: now - lastTickMs > sleptMs });
      lastTickMs = now;
    };
    const tick = (): void => {
      if (Date.now() - lastTickMs > sleptMs) wake();
      lastTickMs = Date.now();
    };
    const timer = setInterval(tick, tickMs);
    document.addEventListener('visibilitychange', wake);
    const endWatch = onNetworkChange(wake);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', wake);
      endWatch();
    };
  }, [session]);
}

/** Keeps a phone's screen on while the room is shown. Refused on low battery; then the screen sleeps as usual. */
export function useScreenAwake(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted || !('wakeLock' in navigator)) return;
    const held = { lock: undefined as WakeLockSentinel | undefined, released: false };
    const ask = async (): Promise<void> => {
      if (document.visibilityState !== 'visible') return;
      const lock = await navigator.wakeLock.request('screen');
      if (held.released) void lock.release();
      else held.lock = lock;
    };
    const askQuietly = (): void => void ask().catch(() => undefined);
    askQuietly();
    // The browser takes it back whenever the page is hidden.
    document.addEventListener('visibilitychange', askQuietly);
    return () => {
      held.released = true;
      void held.lock?.release();
      document.removeEventListener('visibilitychange', askQuietly);
    };
  }, [isWanted]);
}
