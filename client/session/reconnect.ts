const firstMs = 150;
const growth = 1.7;
const longestMs = 4_000;

/**
 * How long to wait before trying the socket again, in milliseconds. Attempt 0 is the first after the loss.
 *
 * Short, because a seat is kept for 45 s only; spread by half in both directions, so that a hundred phones that lost the
 * same hub do not come back in the same instant.
 */
export function reconnectDelay(attempt: number, random: () => number = Math.random): number {
  const middleMs = Math.min(firstMs * growth ** attempt, longestMs);
  return Math.round(middleMs * (0.5 + random()));
}
