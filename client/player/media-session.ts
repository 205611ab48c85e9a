import type { Chapter } from '../../server/protocol/rest.ts';
import type { EpisodePlayer } from './episode-player.ts';

export type NowPlaying = {
  title: string;
  seriesTitle: string;
  libraryName: string;
  coverUrl: string | undefined;
  chapters: readonly Chapter[];
};

const skipMs = 15_000;

/**
 * Shows the episode on the lock screen, in the car and on headphones, and obeys their buttons. "Next" and "previous"
 * are chapters. Returns what undoes it.
 */
export function connectMediaSession(player: EpisodePlayer, now: NowPlaying): () => void {
  if (!('mediaSession' in navigator)) return () => undefined;
  const session = navigator.mediaSession;
  session.metadata = new MediaMetadata({
    title: now.title,
    artist: now.libraryName,
    album: now.seriesTitle,
    artwork: now.coverUrl ? [{ src: new URL(now.coverUrl, location.href).href }] : [],
  });

  const handlers: [MediaSessionAction, MediaSessionActionHandler][] = [
    ['play', () => player.play()],
    ['pause', () => player.pause()],
    ['stop', () => player.pause()],
    ['seekbackward', ({ seekOffset }) => player.seekBy(-(seekOffset ?? skipMs / 1000) * 1000)],
    ['seekforward', ({ seekOffset }) => player.seekBy((seekOffset ?? skipMs / 1000) * 1000)],
    ['seekto', ({ seekTime }) => player.seek((seekTime ?? 0) * 1000)],
    [
      'previoustrack',
      () => player.seek(neighbours(now.chapters, player.state.positionMs).previousMs),
    ],
    [
      'nexttrack',
      () => {
        const { nextMs } = neighbours(now.chapters, player.state.positionMs);
        if (nextMs !== undefined) player.seek(nextMs);
      },
    ],
  ];
  for (const [action, handler] of handlers) trySet(session, action, handler);

  const unsubscribe = player.subscribe(() => {
    const { playing, positionMs, durationMs, rate } = player.state;
    session.playbackState = playing ? 'playing' : 'paused';
    if (durationMs > 0 && positionMs <= durationMs) {
      session.setPositionState({
        duration: durationMs / 1000,
        position: positionMs / 1000,
        playbackRate: rate,
      });
    }
  });
  return () => {
    unsubscribe();
    for (const [action] of handlers) trySet(session, action, null);
    session.metadata = null;
    session.playbackState = 'none';
  };
}

/** Pressed within this time of a chapter's beginning, "previous" means the one before. */
const againMs = 3_000;

/** Where "previous" and "next" lead from a position. */
export function neighbours(
  chapters: readonly Pick<Chapter, 'startMs'>[],
  positionMs: number,
): { previousMs: number; nextMs: number | undefined } {
  const previous = chapters.findLast(({ startMs }) => startMs < positionMs - againMs);
  const next = chapters.find(({ startMs }) => startMs > positionMs);
  return { previousMs: previous?.startMs ?? 0, nextMs: next?.startMs };
}

function trySet(
  session: MediaSession,
  action: MediaSessionAction,
  handler: MediaSessionActionHandler | null,
): void {
  try {
    session.setActionHandler(action, handler);
  } catch {
    // Browsers throw for actions that they do not know; the others still work.
  }
}
