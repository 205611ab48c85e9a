/** A date and time as the clock on the library's wall shows them: "2026-11-28" and "19:30". */
export type WallTime = { date: string; time: string };

/** What the wall clock in `zone` shows at a moment. */
export function toWallTime(moment: Date, zone: string): WallTime {
  // Swedish writes dates as ISO does: 2026-11-28 19:30.
  const text = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).format(moment);
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
}

/**
 * The moment at which the wall clock in `zone` shows this date and time; undefined when they are no date and time.
 * A time that a clock change skips becomes the same time after it; one that happens twice, the first.
 */
export function fromWallTime({ date, time }: WallTime, zone: string): Date | undefined {
  const asUtc = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // A zone's offset depends on the moment that we look for. Its offsets a day before and after are the only candidates.
  const dayMs = 86_400_000;
  const offsets = [offsetMs(asUtc - dayMs, zone), offsetMs(asUtc + dayMs, zone)];
  const candidates = offsets.map((offset) => asUtc - offset);
  const exact = candidates.filter((moment) => moment + offsetMs(moment, zone) === asUtc);
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...candidates));
}

/** How far the wall clock in `zone` is ahead of UTC. */
function offsetMs(moment: number, zone: string): number {
  const { date, time } = toWallTime(new Date(moment), zone);
  const minuteMs = 60_000;
  return Date.parse(`${date}T${time}Z`) - Math.floor(moment / minuteMs) * minuteMs;
}
