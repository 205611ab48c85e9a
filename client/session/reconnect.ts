const firstMs = 150;
const growth = 1.7;
/** While the hub still keeps the seat, and for a while after that is found out. */
const seatKeptMs = 60_000;
const longestMs = { seatKept: 1_070, seatGone: 4_000 };

/** How far one is in coming back: tries that failed, and milliseconds since the socket was lost. */
export type Absence = { attempt: number; goneMs: number };

/**
 * How long to wait before trying the socket again, in milliseconds. Attempt 0 is the first after the loss.
 *
 * At most 1.6 s while a seat may still be kept, so that a hub that was restarted has everyone back within three seconds;
 * longer afterwards, when nothing is lost by it. Spread by half in both directions, so that a hundred phones that lost the
 * same hub do not come back in the same instant.
 */
export function reconnectDelay(
  { attempt, goneMs }: Absence,
  random: () => number = Math.random,
): number {
  const capMs = goneMs < seatKeptMs ? longestMs.seatKept : longestMs.seatGone;
  const middleMs = Math.min(firstMs * growth ** attempt, capMs);
  return Math.round(middleMs * (0.5 + random()));
}
