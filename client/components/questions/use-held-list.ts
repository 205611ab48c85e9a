import { useEffect, useRef, useState, type HTMLAttributes } from 'react';
import { holdStill } from '../../state/held-list.ts';

/** After the last touch a list stays still for as long as it takes to read on, in milliseconds. */
const touchMs = 20_000;

export type HeldListState = {
  ids: readonly string[];
  newCount: number;
  isStale: boolean;
  /** Shows what is right, until the next touch. */
  release: () => void;
  /** For the element around the list. */
  holding: HTMLAttributes<HTMLElement>;
};

/**
 * A list that holds still while a pointer, a finger or the focus of a keyboard is on it. See holdStill. Under another
 * `name` (an order, a search) it is another list, and starts afresh.
 */
export function useHeldList(wanted: readonly string[], name = ''): HeldListState {
  const [{ shown, of }, setShown] = useState({ shown: wanted, of: name });
  const [holds, setHolds] = useState({ pointer: false, focus: false, touch: false });
  const touchTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isHeld = of === name && (holds.pointer || holds.focus || holds.touch);
  const held = holdStill(shown, wanted, isHeld);
  // What was shown decides what is shown next: kept while drawing, as React does for derived state.
  if (of !== name || !isSame(held.ids, shown)) setShown({ shown: held.ids, of: name });

  useEffect(() => () => clearTimeout(touchTimer.current), []);

  const hold = (change: Partial<typeof holds>): void =>
    setHolds((now) => ({ ...now, ...change }));
  const touch = (): void => {
    hold({ touch: true });
    clearTimeout(touchTimer.current);
    touchTimer.current = setTimeout(() => hold({ touch: false }), touchMs);
  };
  return {
    ...held,
    release: () => setHolds({ pointer: false, focus: false, touch: false }),
    holding: {
      onPointerMove: (event) => {
        if (event.pointerType !== 'touch' && !holds.pointer) hold({ pointer: true });
      },
      onPointerLeave: () => hold({ pointer: false }),
      onPointerDown: (event) => {
        if (event.pointerType === 'touch') touch();
      },
      onTouchMove: touch,
      onFocus: ({ target }) => {
        // A press focuses too; what it holds is the pointer's or the finger's business.
        if (target.matches(':focus-visible')) hold({ focus: true });
      },
      // Whoever works with keys holds it, however the focus came here.
      onKeyDownCapture: () => {
        if (!holds.focus) hold({ focus: true });
      },
      onBlur: (event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) hold({ focus: false });
      },
    },
  };
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((id, index) => id === b[index]));
