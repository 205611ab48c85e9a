import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Stretch } from '../../../server/protocol/episode-clock.ts';
import type { EpisodePlayer } from '../../player/episode-player.ts';
import { SessionPlayhead } from '../../player/session-playhead.ts';

/** How long a session is, and what its episode was made without. */
type Made = { durationMs: number; cuts: readonly Stretch[]; leadMs: number };

/** The player's place on the session's clock, for as long as there is a player. */
export function usePlayhead(
  player: EpisodePlayer | undefined,
  { durationMs, cuts: madeWithout, leadMs }: Made,
): SessionPlayhead | undefined {
  const playhead = useMemo(
    () => player && new SessionPlayhead(player, { durationMs, cuts: [], leadMs: 0 }),
    [player, durationMs],
  );
  useEffect(() => playhead?.open(), [playhead]);
  const cuts = JSON.stringify(madeWithout);
  useEffect(() => {
    playhead?.setMade({ durationMs, cuts: JSON.parse(cuts) as Stretch[], leadMs });
  }, [playhead, durationMs, cuts, leadMs]);
  return playhead;
}

/** One value that follows the playhead. It must be comparable: text, number, boolean. */
export function usePlayheadValue<T extends string | number | boolean | undefined>(
  playhead: SessionPlayhead,
  select: (atMs: number) => T,
): T {
  return useSyncExternalStore(playhead.subscribe, () => select(playhead.atMs));
}
