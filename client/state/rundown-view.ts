import type { SessionInfo } from '../../server/protocol/protocol.ts';
import type { Rundown, RundownItem, RundownPlace } from '../../server/protocol/rundown.ts';
import type { NamedNotice } from './room-view.ts';

/** Before it was read, and for whoever is no host or moderator. */
export const noRundown: Rundown = { version: 0, items: [], isShown: true };

/** The rundown after one notice. What is older than what is known changes nothing. */
export function applyRundownNotice(known: Rundown, { name, notice }: NamedNotice): Rundown {
  return name === 'rundown:changed' && notice.version >= known.version ? notice : known;
}

/** What the audience knows of it. */
export const applyPlaceNotice = (known: RundownPlace, { name, notice }: NamedNotice) =>
  name === 'rundown:moved' ? notice : known;

export type PlaceInRundown = {
  current: RundownItem | undefined;
  /** The first one before anything is on; undefined after the last. */
  next: RundownItem | undefined;
};

export function placeIn({ items, current }: Rundown): PlaceInRundown {
  const at = items.findIndex(({ itemId }) => itemId === current?.itemId);
  return { current: items[at], next: items[at + 1] };
}

const hourMs = 60 * 60_000;

/**
 * When it is planned to end, in Unix milliseconds: the time that was announced, also when it began a little late. What
 * began at another time altogether has its whole length from then on.
 */
export function plannedEndMs({
  startsAt,
  plannedMinutes,
  wentLiveAt,
}: Pick<SessionInfo, 'startsAt' | 'plannedMinutes' | 'wentLiveAt'>): number {
  const plannedMs = Date.parse(startsAt);
  const beganMs = wentLiveAt === undefined ? plannedMs : Date.parse(wentLiveAt);
  const fromMs = Math.abs(beganMs - plannedMs) > hourMs ? beganMs : plannedMs;
  return fromMs + plannedMinutes * 60_000;
}

/** Whole minutes to go, counted as people do: at most one is "1". Negative once it is over: whole minutes since. */
export function minutesLeft(endsAtMs: number, nowMs: number): number {
  const minutes = (endsAtMs - nowMs) / 60_000;
  return minutes >= 0 ? Math.ceil(minutes) : -Math.floor(-minutes);
}

/** An item as it is being written. */
export type RundownRow = { itemId: string; title: string; minutes: string };

export const toRows = (items: readonly RundownItem[]): RundownRow[] =>
  items.map(({ itemId, title, minutes }) => ({
    ...{ itemId, title, minutes: minutes === undefined ? '' : String(minutes) },
  }));

/** What was written, as items. Rows without a title are left out; so are minutes that are no whole number of them. */
export function toItems(rows: readonly RundownRow[], longest: number): RundownItem[] {
  return rows.flatMap(({ itemId, title, minutes }) => {
    if (!title.trim()) return [];
    const number = Number(minutes);
    const fits = Number.isInteger(number) && number >= 1 && number <= longest;
    return [{ itemId, title: title.trim(), ...(fits ? { minutes: number } : {}) }];
  });
}

/** The rows with one moved up or down by one place; as they are where there is no place. */
export function moveRow(
  rows: readonly RundownRow[],
  from: number,
  by: -1 | 1,
): readonly RundownRow[] {
  const row = rows[from];
  const to = from + by;
  if (!row || to < 0 || to >= rows.length) return rows;
  const others = rows.filter((_other, at) => at !== from);
  return [...others.slice(0, to), row, ...others.slice(to)];
}
