import { useEffect, useState } from 'react';
import { errorCodeOf } from '../api/api-error.ts';
import { Autosave, type SaveState } from './autosave.ts';

type AutosaveForm<T> = {
  state: SaveState;
  /** Why the last save failed, while `state` is `failed`. */
  error: unknown;
  change: (value: T) => void;
  /** Saves at once what waits. */
  flush: () => void;
};

/** Failures that pass by themselves. */
const passing: readonly string[] = ['network', 'unavailable', 'internal', 'too-many'];

/** Saves a form as one types. Asks before the window closes with something unsaved; saves on the way to another page. */
export function useAutosave<T>(save: (value: T) => Promise<unknown>): AutosaveForm<T> {
  const [{ state, error }, setState] = useState<{ state: SaveState; error?: unknown }>({
    state: 'saved',
  });
  const [autosave] = useState(
    () =>
      new Autosave({
        // The same again draws nothing: it may be said for each letter.
        onState: (next, why) =>
          setState((old) =>
            old.state === next && old.error === why ? old : { state: next, error: why },
          ),
        pauseMs: 800,
        retryMs: 5_000,
        mayRetry: (why) => passing.includes(errorCodeOf(why)),
      }),
  );

  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent): void => {
      autosave.flush();
      if (autosave.pending) event.preventDefault();
    };
    window.addEventListener('beforeunload', onLeave);
    return () => {
      window.removeEventListener('beforeunload', onLeave);
      autosave.flush();
    };
  }, [autosave]);

  return {
    state,
    error,
    change: (value) => autosave.change(() => save(value)),
    flush: () => autosave.flush(),
  };
}
