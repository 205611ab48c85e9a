import { z } from 'zod';
import { SessionState } from './words.ts';

const Id = z.string().min(1).max(64);

/**
 * Of a session that has ended: its episode is being made and comes by itself, waits for a host, or there is none.
 * `unstored`: the database does not know of the end yet, and whatever comes of it waits.
 */
export const SessionOutcome = z.enum(['making', 'undecided', 'none', 'unstored']);
export type SessionOutcome = z.infer<typeof SessionOutcome>;

/** What everyone outside the room may know of a session. */
export const SessionInfo = z.object({
  sessionId: Id,
  code: z.string(),
  title: z.string(),
  description: z.string(),
  seriesTitle: z.string(),
  seriesSlug: z.string(),
  coverUrl: z.string().optional(),
  startsAt: z.iso.datetime(),
  plannedMinutes: z.int(),
  /** Set: cameras are sent in H.264 where the browser can. */
  broadcast: z.boolean().optional(),
  state: SessionState,
  wentLiveAt: z.iso.datetime().optional(),
  /** While a countdown runs: when it will be live. */
  goesLiveAt: z.iso.datetime().optional(),
  /** Live without a host and with nobody on stage: when it will end by itself. */
  endsBySelfAt: z.iso.datetime().optional(),
  /** Since when newcomers wait in the lobby; undefined while the room is open to them. */
  lockedAt: z.iso.datetime().optional(),
  /** Set for a practice: the session it is for. It leaves nothing, unless its host has it recorded. */
  practiceOf: z.object({ sessionId: Id, code: z.string() }).optional(),
  /** A practice that was recorded, after its end: when its recording is deleted. */
  keptUntil: z.iso.datetime().optional(),
  /** After the end, while no episode is public. */
  outcome: SessionOutcome.optional(),
  /** Address of the episode, once public. */
  episodeUrl: z.string().optional(),
});
export type SessionInfo = z.infer<typeof SessionInfo>;
