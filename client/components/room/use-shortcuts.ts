import { useEffect, useRef } from 'react';

/** Runs an action when its letter is pressed anywhere in the room, except while somebody types or a sheet is open. */
export function useShortcuts(
  actions: Readonly<Record<string, () => void>>,
  isOn: boolean,
): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const { target } = event;
      if (
        target instanceof Element &&
        target.closest('input, textarea, select, [role=dialog]')
      ) {
        return;
      }
      latest.current[event.key.toLowerCase()]?.();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isOn]);
}
