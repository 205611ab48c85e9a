import { useState } from 'react';

const kept = new WeakMap<object, Map<string, unknown>>();

/** State that outlives its component as long as its owner lives: a sheet that is closed and opened is as it was left. */
export function useKept<T>(
  owner: object,
  name: string,
  initial: T,
): [value: T, set: (value: T) => void] {
  const [value, setValue] = useState<T>(
    () => (kept.get(owner)?.get(name) as T | undefined) ?? initial,
  );
  const set = (next: T): void => {
    const values = kept.get(owner) ?? new Map<string, unknown>();
    kept.set(owner, values.set(name, next));
    setValue(next);
  };
  return [value, set];
}
