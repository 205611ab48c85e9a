import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { ChatStore } from '../../session/chat-store.ts';

/** So near the end, in pixels, one is reading what comes. */
const nearPx = 60;
/** So near the beginning, older messages are fetched. */
const farAbovePx = 400;

export type End = {
  isInSight: boolean;
  go: () => void;
  onScroll: () => void;
  onResize: () => void;
};

/** Keeps the end of the list in sight for those who read there, and leaves everyone else where they are. */
export function useEnd(
  list: RefObject<VirtualizerHandle | null>,
  {
    chat,
    items,
    unsent,
  }: { chat: ChatStore; items: readonly unknown[]; unsent: readonly unknown[] },
): End {
  const [isInSight, setIsInSight] = useState(true);
  const follows = useRef(true);
  /** On the way to the end, and where that was when last looked at. */
  const isGoing = useRef(false);
  const seen = useRef({ scrollOffset: 0, scrollSize: 0 });

  const go = (): void => {
    follows.current = true;
    isGoing.current = true;
    list.current?.scrollToIndex(items.length - 1, { align: 'end' });
    setIsInSight(true);
  };
  const latest = useRef(go);
  useLayoutEffect(() => {
    latest.current = go;
  });

  const unsentCount = useRef(unsent.length);
  useLayoutEffect(() => {
    // Who writes wants to see it, wherever she was reading.
    const hasWritten = unsent.length > unsentCount.current;
    unsentCount.current = unsent.length;
    if ((follows.current || hasWritten) && items.length > 0) latest.current();
  }, [items, unsent]);

  useEffect(() => {
    const tell = (): void => {
      chat.setEndInSight(isInSight && document.visibilityState === 'visible');
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => {
      document.removeEventListener('visibilitychange', tell);
      chat.setEndInSight(false);
    };
  }, [chat, isInSight]);

  return {
    isInSight,
    go,
    onScroll: () => {
      const { scrollOffset, scrollSize, viewportSize } = list.current ?? {};
      if (scrollOffset === undefined || !scrollSize || !viewportSize) return;
      const isNear = scrollSize - scrollOffset - viewportSize < nearPx;
      // On the way to the end, sizes are still being measured: only a move back over them is a wish to stay.
      const isByHand =
        scrollOffset < seen.current.scrollOffset && scrollSize >= seen.current.scrollSize;
      seen.current = { scrollOffset, scrollSize };
      if (isNear || isByHand) isGoing.current = false;
      if (!isNear && isGoing.current) return;
      follows.current = isNear;
      setIsInSight(isNear);
      if (scrollOffset < farAbovePx) void chat.readOlder().catch(() => undefined);
    },
    onResize: () => {
      if (follows.current) latest.current();
    },
  };
}
