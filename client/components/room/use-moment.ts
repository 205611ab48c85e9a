import { useCallback, useEffect, useState } from 'react';

/** Whether the last call of the returned function was less than so long ago. */
export function useMoment(ms: number): [isNow: boolean, start: () => void] {
  const [startedMs, setStartedMs] = useState<number>();
  useEffect(() => {
    if (startedMs === undefined) return;
    const timer = setTimeout(() => setStartedMs(undefined), ms);
    return () => clearTimeout(timer);
  }, [startedMs, ms]);
  const start = useCallback(() => setStartedMs(performance.now()), []);
  return [startedMs !== undefined, start];
}
