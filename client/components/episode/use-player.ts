import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { EpisodeInfo } from '../../../server/protocol/rest.ts';
import { EpisodePlayer, type PlayerState } from '../../player/episode-player.ts';

type Attached = {
  player: EpisodePlayer | undefined;
  /** For the media element's `ref`. */
  attach: (media: HTMLVideoElement) => () => void;
};

/** A player of this episode, for as long as its media element is on the page. */
export function usePlayer(episode: EpisodeInfo, startMs: number): Attached {
  const [player, setPlayer] = useState<EpisodePlayer>();
  const { hlsUrl: videoUrl, mp3, hasVideo, durationMs = 0 } = episode;
  const audioUrl = mp3?.url;
  const first = useRef({
    videoUrl,
    audioUrl,
    durationMs,
    startMs,
    mode: hasVideo && videoUrl ? ('video' as const) : ('audio' as const),
  });

  const attach = useCallback((media: HTMLVideoElement) => {
    const made = new EpisodePlayer(media, first.current);
    setPlayer(made);
    return () => {
      made.close();
      setPlayer(undefined);
    };
  }, []);

  useEffect(() => {
    player?.setSources({ videoUrl, audioUrl }, durationMs);
  }, [player, videoUrl, audioUrl, durationMs]);

  return { player, attach };
}

/** One value of the player's state, kept up to date. It must be comparable: text, number, boolean. */
export function usePlayerValue<T extends string | number | boolean | undefined>(
  player: EpisodePlayer,
  select: (state: PlayerState) => T,
): T {
  return useSyncExternalStore(player.subscribe, () => select(player.state));
}
