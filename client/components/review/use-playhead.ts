import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Review } from '../../../server/protocol/edits.ts';
import type { EpisodePlayer } from '../../player/episode-player.ts';
import { SessionPlayhead } from '../../player/session-playhead.ts';

/** The player's place on the session's clock, for as long as there is a player. */
export function usePlayhead(
  player: EpisodePlayer | undefined,
  { facts: { durationMs }, made }: Review,
): SessionPlayhead | undefined {
  const playhead = useMemo(
    () => player && new SessionPlayhead(player, { durationMs, cuts: [] }),
    [player, durationMs],
  );
  useEffect(() => playhead?.open(), [playhead]);
  const cuts = JSON.stringify(made.cuts);
  useEffect(() => {
    playhead?.setMade({ durationMs, cuts: JSON.parse(cuts) as Review['made']['cuts'] });
  }, [playhead, durationMs, cuts]);
  return playhead;
}

/** One value that follows the playhead. It must be comparable: text, number, boolean. */
export function usePlayheadValue<T extends string | number | boolean | undefined>(
  playhead: SessionPlayhead,
  select: (atMs: number) => T,
): T {
  return useSyncExternalStore(playhead.subscribe, () => select(playhead.atMs));
}
