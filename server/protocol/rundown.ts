import { z } from 'zod';
import { line } from './words.ts';

/** The rundown of a session: what comes in which order, and where it stands. Whole for its hosts and moderators. */

const IsoTime = z.iso.datetime();

export const rundownLimits = { items: 40, title: 120, minutes: 600 } as const;

export const RundownItem = z.strictObject({
  /** Made by the client (a UUID), so that an item is the same one when it is moved or renamed. */
  itemId: z.uuid(),
  title: line(rundownLimits.title),
  /** How long it should take. */
  minutes: z.int().min(1).max(rundownLimits.minutes).optional(),
});
export type RundownItem = z.infer<typeof RundownItem>;

export const Rundown = z.object({
  /** Goes up with each change; 0 before the first. A change names the version it saw, and is refused when stale. */
  version: z.int().nonnegative(),
  items: z.array(RundownItem),
  /** Whether everyone else sees its place. */
  isShown: z.boolean(),
  /** The item that is on, and since when. */
  current: z.object({ itemId: z.string(), since: IsoTime }).optional(),
});
export type Rundown = z.infer<typeof Rundown>;

/** Where it stands, as titles. Empty before the first item, and while the hosts keep it to themselves. */
export const RundownPlace = z.object({
  now: z.string().optional(),
  next: z.string().optional(),
});
export type RundownPlace = z.infer<typeof RundownPlace>;

/** All items, in their order. */
export const RundownBody = z.strictObject({
  version: z.int().nonnegative(),
  /** Without: as it was. */
  isShown: z.boolean().optional(),
  items: z
    .array(RundownItem)
    .max(rundownLimits.items)
    .refine((items) => new Set(items.map(({ itemId }) => itemId)).size === items.length),
});
export type RundownChange = z.output<typeof RundownBody>;

export const rundownRequests = {
  'rundown:read': { input: z.strictObject({}), output: Rundown },
  /** For everyone. */
  'rundown:read-place': { input: z.strictObject({}), output: RundownPlace },
  'rundown:change': { input: RundownBody, output: Rundown },
  /** Goes on to an item, and marks the moment with its title when it comes on for the first time. Done, it is done. */
  'rundown:go-to': { input: z.strictObject({ itemId: z.uuid() }), output: Rundown },
} as const;

export const rundownNotices = {
  /** For hosts and moderators. */
  'rundown:changed': Rundown,
  /** For everyone else. */
  'rundown:moved': RundownPlace,
} as const;
