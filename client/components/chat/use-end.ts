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
  { chat, items }: { chat: ChatStore; items: readonly unknown[] },
): End {
  const [isInSight, setIsInSight] = useState(true);
  const follows = useRef(true);
  /** Ends in the smallest frames: nothing was scrolled by hand between. */
  const isGoing = useRef(false);

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

  useLayoutEffect(() => {
    if (follows.current && items.length > 0) latest.current();
  }, [items]);

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
      if (isNear) isGoing.current = false;
      // On the way to the end, sizes are still being measured: that is no wish to stay.
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
