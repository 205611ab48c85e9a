import { useEffect, type RefObject } from 'react';
import type { EpisodePlayer } from '../../player/episode-player.ts';

const skipMs = 15_000;

/** What handles keys itself: a key pressed there is not for us. */
const typing = 'input, textarea, select, [contenteditable]';
const pressing = 'button, a, summary, [role="button"]';

/**
 * Space plays and pauses, arrows go back and forward, M mutes, C shows words. Only while the focus is in the player, or nowhere: people
 * who steer by voice or type by accident elsewhere must not start a broadcast.
 */
export function usePlayerKeys(
  player: EpisodePlayer | undefined,
  container: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    if (!player) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      const target = event.target as Element;
      const inside = container.current?.contains(target) ?? false;
      const modified = event.ctrlKey || event.metaKey || event.altKey;
      if (event.defaultPrevented || modified || target.matches(typing)) return;
      if (!inside && target !== document.body) return;
      if (!obey(player, event, target)) return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [player, container]);
}

/** Whether the key meant something. */
function obey(player: EpisodePlayer, { key, repeat }: KeyboardEvent, target: Element): boolean {
  switch (key) {
    case ' ':
      if (target.closest(pressing)) return false;
      if (!repeat) player.toggle();
      return true;
    case 'ArrowLeft':
      player.seekBy(-skipMs);
      return true;
    case 'ArrowRight':
      player.seekBy(skipMs);
      return true;
    case 'm':
    case 'M':
      if (!repeat) player.toggleMute();
      return true;
    case 'c':
    case 'C':
      if (!repeat) player.toggleCaptions();
      return true;
    default:
      return false;
  }
}
