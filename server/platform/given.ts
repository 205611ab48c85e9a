/** An optional key either has its value or is absent. */
type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** The keys of a patch that were given: what is undefined is left out, and so left alone. */
export function given<T extends object>(patch: T): Given<T> {
  return Object.fromEntries(
    Object.entries(patch).filter(([, value]) => value !== undefined),
  ) as Given<T>;
}
