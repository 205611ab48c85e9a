import { z } from 'zod';
import { line, prose } from './words.ts';

/** What a host plans of a session, over HTTP. */

const IsoTime = z.iso.datetime({ offset: true });

export const SessionBody = z.strictObject({
  title: line(160),
  description: prose(3500),
  startsAt: IsoTime,
  plannedMinutes: z.int().min(5).max(720).default(60),
  broadcast: z.boolean().default(false),
});
export type SessionBody = z.infer<typeof SessionBody>;

/** What is not mentioned stays. */
export const SessionPatch = SessionBody.extend({
  plannedMinutes: z.int().min(5).max(720),
  broadcast: z.boolean(),
}).partial();
export type SessionPatch = z.infer<typeof SessionPatch>;

/** A host who has not seen that a session was recorded deletes no recording. */
export const SessionDeletion = z.strictObject({ withRecording: z.boolean().default(false) });
