import { z } from 'zod';

/** Every code a client can receive. Clients branch on the code, never on the text. */
export const ErrorCode = z.enum([
  'invalid-input', // The message or form broke the contract; `fields` says where.
  'not-signed-in',
  'wrong-credentials',
  'forbidden',
  'not-joined', // The socket has no seat in a room yet, or no longer.
  'removed', // Sent out of this session by a host or moderator.
  'locked', // The room takes no newcomers now; wait in the lobby.
  'not-found',
  'gone', // It was here: a revoked link, an ended session, an unpublished episode.
  'deleted', // A session, or its episode, that its hosts deleted for good.
  'takes-deleted', // What it was recorded from is deleted: the episode cannot be made again.
  'taken-out', // Whoever answers was taken out of the recording: nothing of theirs comes into its episode.
  'conflict', // Someone else changed it, or it exists already.
  'consent-needed', // Publishing while recording needs a recorded yes or no first.
  'stage-full',
  'room-moved', // The room's media plane was replaced; join again.
  'too-large',
  'too-many', // A rate limit; try later.
  'unavailable', // Something we depend on is away.
  'internal',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** What a failed request carries, on the socket and over HTTP alike. */
export const WireError = z.object({
  code: ErrorCode,
  message: z.string(),
  fields: z.record(z.string(), z.string()).optional(),
});
export type WireError = z.infer<typeof WireError>;
