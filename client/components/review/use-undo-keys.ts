import { useEffect, useRef } from 'react';

type Keys = { undo: (() => void) | undefined; redo: (() => void) | undefined };

/** Ctrl-Z and Ctrl-Shift-Z (or Ctrl-Y), as everywhere; while somebody types they belong to the text. */
export function useUndoKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { target, ctrlKey, metaKey, altKey, shiftKey } = event;
      if (!(ctrlKey || metaKey) || altKey) return;
      if (target instanceof Element && target.closest('input, textarea, [role=dialog]')) {
        // A slider has no text to undo.
        if (!target.matches('[type=range]')) return;
      }
      const key = event.key.toLowerCase();
      const isRedo = key === 'y' || (key === 'z' && shiftKey);
      if (!isRedo && key !== 'z') return;
      event.preventDefault();
      (isRedo ? latest.current.redo : latest.current.undo)?.();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
