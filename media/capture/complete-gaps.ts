import type { RemuxedTake } from '../contract/remuxed-take.ts';

type Gap = RemuxedTake['gaps'][number];

/** Less before the first frame or after the last is a picture that was under way when the take began or ended. */
const edgeMs = 1_000;
/** Packets of a gap come later than they were captured: by as much as people still talk with. */
const lateMs = 1_500;

/**
 * The gaps of a take with what was sent before its first frame and after its last and is of no use, and with those marked
 * whose packets the recorder did not keep.
 * @param sent when the first and the last packet were captured.
 * @param shedMs when packets came that were not kept, to the second.
 */
export function completeGaps(
  { firstMs, lastMs, gaps }: Pick<RemuxedTake, 'firstMs' | 'lastMs' | 'gaps'>,
  sent: { fromMs: number; toMs: number },
  shedMs: readonly number[],
): Gap[] {
  const before = { fromMs: sent.fromMs, toMs: firstMs };
  const after = { fromMs: lastMs, toMs: Math.max(sent.toMs, ...shedMs.slice(-1)) };
  const isLong = ({ fromMs, toMs }: Gap): boolean => toMs - fromMs > edgeMs;
  const isShed = ({ fromMs, toMs }: Gap): boolean =>
    shedMs.some((ms) => ms >= fromMs && ms <= toMs + lateMs);
  return [...[before].filter(isLong), ...gaps, ...[after].filter(isLong)].map((gap) =>
    isShed(gap) ? { ...gap, isShed: true } : gap,
  );
}
