/** Half-open stretches of time, in ms: `fromMs` belongs to it, `toMs` does not. */
export type Stretch = { fromMs: number; toMs: number };

/** Sorted, without overlaps; neighbours at most `bridgeMs` apart become one. */
export function joinStretches(stretches: readonly Stretch[], bridgeMs = 0): Stretch[] {
  const joined: Stretch[] = [];
  const sorted = stretches
    .filter(({ fromMs, toMs }) => toMs > fromMs)
    .toSorted((a, b) => a.fromMs - b.fromMs);
  for (const { fromMs, toMs } of sorted) {
    const last = joined.at(-1);
    if (last && fromMs - last.toMs <= bridgeMs) last.toMs = Math.max(last.toMs, toMs);
    else joined.push({ fromMs, toMs });
  }
  return joined;
}

/** What is left of `whole` without `holes`. */
export function withoutStretches(whole: Stretch, holes: readonly Stretch[]): Stretch[] {
  const left: Stretch[] = [];
  let fromMs = whole.fromMs;
  for (const hole of joinStretches(holes)) {
    if (hole.toMs <= fromMs) continue;
    if (hole.fromMs >= whole.toMs) break;
    if (hole.fromMs > fromMs) left.push({ fromMs, toMs: hole.fromMs });
    fromMs = hole.toMs;
  }
  if (fromMs < whole.toMs) left.push({ fromMs, toMs: whole.toMs });
  return left;
}
