import { useEffect } from 'react';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import type { Sound } from './use-sound.ts';

/** Pausing something live would mean missing it: these silence it, and let it be heard again. */
const actions = { play: false, pause: true, stop: true } as const;

/** For a series without a cover. */
const libraryMark = '/favicon.svg';

/** Shows what is on, on the lock screen and on headphones, and obeys their buttons. */
export function useLockScreen(
  { title, seriesTitle, coverUrl }: SessionInfo,
  { isMuted, mute }: Pick<Sound, 'isMuted' | 'mute'>,
): void {
  useEffect(() => {
    if (!('mediaSession' in navigator)) return;
    const { mediaSession } = navigator;
    mediaSession.metadata = new MediaMetadata({
      title,
      artist: seriesTitle,
      artwork: [{ src: new URL(coverUrl ?? libraryMark, location.href).href }],
    });
    return () => {
      mediaSession.metadata = null;
      mediaSession.playbackState = 'none';
    };
  }, [title, seriesTitle, coverUrl]);

  useEffect(() => {
    if (!('mediaSession' in navigator)) return;
    for (const action of ['play', 'pause', 'stop'] as const) {
      trySet(action, () => mute(actions[action]));
    }
    return () => {
      for (const action of ['play', 'pause', 'stop'] as const) trySet(action, null);
    };
  }, [mute]);

  useEffect(() => {
    if ('mediaSession' in navigator) {
      navigator.mediaSession.playbackState = isMuted ? 'paused' : 'playing';
    }
  }, [isMuted]);
}

function trySet(action: MediaSessionAction, handler: MediaSessionActionHandler | null): void {
  try {
    navigator.mediaSession.setActionHandler(action, handler);
  } catch {
    // Browsers throw for actions that they do not know; the others still work.
  }
}
