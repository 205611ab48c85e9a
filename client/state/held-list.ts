/** A list that does not move under somebody's finger, eyes or cursor. */
export type HeldList = {
  /** What to show, in this order. */
  ids: readonly string[];
  /** How many wait to be shown. */
  newCount: number;
  /** Whether letting go would change anything: new ones, ones that left, another order. */
  isStale: boolean;
};

/**
 * The list to show when `shown` was shown until now and `wanted` is right. While it is held, everything stays where it
 * is, also what does not belong here any more; only what comes after all of it may be added, which moves nothing.
 */
export function holdStill(
  shown: readonly string[],
  wanted: readonly string[],
  isHeld: boolean,
): HeldList {
  if (!isHeld) return { ids: wanted, newCount: 0, isStale: false };
  const before = new Set(shown);
  const lastShown = wanted.reduce((last, id, index) => (before.has(id) ? index : last), -1);
  // In an empty list nothing can be moved either.
  const added = wanted.filter((id, index) => index > lastShown && !before.has(id));
  const ids = added.length > 0 ? [...shown, ...added] : shown;
  const known = new Set(ids);
  return {
    ids,
    newCount: wanted.filter((id) => !known.has(id)).length,
    isStale: ids.length !== wanted.length || ids.some((id, index) => id !== wanted[index]),
  };
}
