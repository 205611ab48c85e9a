import { useEffect, useState } from 'react';

/** The time, looked at again every `everyMs`: for countdowns and "2 jam lagi". */
export function useNow(everyMs = 30_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
