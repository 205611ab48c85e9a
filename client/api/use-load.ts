import { useCallback, useEffect, useRef, useState } from 'react';

export type Loaded<T> = {
  data: T | undefined;
  /** The last failure, while there is nothing newer. Old data stays beside it. */
  error: unknown;
  loading: boolean;
  /** Loads again, keeping what is shown meanwhile. Resolves when the new answer is in. */
  reload: () => Promise<void>;
};

/** How often to ask again, in ms; may depend on what is known. Undefined: not by itself. */
type PollMs<T> = number | ((data: T | undefined) => number | undefined);

/**
 * Loads something for a page and keeps it fresh: again when `key` changes, when the person comes back to the page,
 * and every `pollMs` where given. `load` itself may be a new function each time; only `key` counts.
 */
export function useLoad<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<T>,
  { pollMs }: { pollMs?: PollMs<T> } = {},
): Loaded<T> {
  const [state, setState] = useState<{ key: string; data?: T; error?: unknown }>({ key });
  const [loading, setLoading] = useState(true);
  const latestLoad = useRef(load);
  const running = useRef<AbortController>(undefined);
  useEffect(() => {
    latestLoad.current = load;
  });

  const reload = useCallback(async () => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setLoading(true);
    try {
      const data = await latestLoad.current(controller.signal);
      if (!controller.signal.aborted) setState({ key, data });
    } catch (error) {
      if (!controller.signal.aborted) {
        // A page that was readable stays readable through a lost connection.
        setState((old) => (old.key === key ? { ...old, error } : { key, error }));
      }
    } finally {
      if (running.current === controller) setLoading(false);
    }
  }, [key]);

  useEffect(() => {
    void reload();
    return () => running.current?.abort();
  }, [reload]);

  useEffect(() => {
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') void reload();
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, [reload]);

  const current = state.key === key ? state : { key };
  const everyMs = typeof pollMs === 'function' ? pollMs(current.data) : pollMs;
  useEffect(() => {
    if (!everyMs) return;
    const timer = setInterval(() => {
      // A page that nobody looks at asks nothing.
      if (document.visibilityState === 'visible') void reload();
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs, reload]);

  return { data: current.data, error: current.error, loading, reload };
}
