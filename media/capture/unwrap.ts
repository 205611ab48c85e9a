/**
 * Turns a counter that wraps into one that does not: each value becomes the one nearest to the highest so far.
 * Values may come out of order, by less than half the range.
 */
export function createUnwrapper(bits: 16 | 32): (value: number) => number {
  const range = 2 ** bits;
  let highest: number | undefined;
  return (value) => {
    if (highest === undefined) {
      highest = value;
      return value;
    }
    const forward = (((value - highest) % range) + range) % range;
    const unwrapped = highest + (forward < range / 2 ? forward : forward - range);
    highest = Math.max(highest, unwrapped);
    return unwrapped;
  };
}
