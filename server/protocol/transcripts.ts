import { z } from 'zod';
import { line, nameLength, prose } from './words.ts';

/** What was said in a session, in writing. Times are the session's, so that a cut moves what is published of it. */

export const transcriptLimits = {
  cues: 8_000,
  /** Characters of one cue. */
  text: 500,
  /** Cues in one change. */
  changed: 60,
  uploadBytes: 2 * 1024 * 1024,
} as const;

export const Cue = z
  .strictObject({
    /** Made by the client (a UUID), so that a cue is the same one when it is moved. */
    cueId: z.uuid(),
    /** Milliseconds since the recording began. */
    fromMs: z.int().nonnegative(),
    toMs: z.int().nonnegative(),
    /** Whose words they are, by the name in the room; absent where nobody knows. */
    speaker: line(nameLength).optional(),
    text: prose(transcriptLimits.text),
  })
  .refine(({ fromMs, toMs }) => toMs > fromMs);
export type Cue = z.infer<typeof Cue>;

export const Transcript = z.object({
  /** Goes up with each change; 0 before the first. A change names the version it saw, and is refused when stale. */
  version: z.int().nonnegative(),
  /** In order of their beginnings. */
  cues: z.array(Cue),
  /** Which version people can read; null while none is published. */
  publishedVersion: z.int().nullable(),
});
export type Transcript = z.infer<typeof Transcript>;

export const noTranscript: Transcript = { version: 0, cues: [], publishedVersion: null };

/** Cues that are new or other than before, and those that are gone. */
export const TranscriptChange = z.strictObject({
  version: z.int().nonnegative(),
  set: z.array(Cue).max(transcriptLimits.changed),
  removed: z.array(z.uuid()).max(transcriptLimits.changed),
});
export type TranscriptChange = z.infer<typeof TranscriptChange>;

export const TranscriptSeenBody = z.strictObject({ version: z.int().nonnegative() });

/** What was wrong with a file, for the page to say. The line is in `line`. */
export const CaptionProblem = z.enum([
  'encoding',
  'empty',
  'no-time',
  'time',
  'backwards',
  'beyond',
  'too-long',
  'too-many',
]);
export type CaptionProblem = z.infer<typeof CaptionProblem>;

/** What the operator's speech recognition writes, where there is one: a draft. */
export const Recognition = z.object({
  /**
   * `nobody`: it waits, and no runner is on that can write it. `rooms`, `disk`: it stands still for live rooms, or a disk
   * with no room to spare.
   */
  state: z.enum(['waiting', 'nobody', 'running', 'rooms', 'disk', 'done', 'failed']),
  /** 0 to 1. */
  progress: z.number(),
  /** Why it failed, for whoever looks after the server. */
  problem: z.string().optional(),
});
export type Recognition = z.infer<typeof Recognition>;

const Stretch = z.object({ fromMs: z.number(), toMs: z.number() });

/** A page about one session's transcript. */
export const StudioTranscript = z.object({
  transcript: Transcript,
  /** Whether people read what was published last, or nothing where it was taken back: else that is still being done. */
  isReached: z.boolean(),
  /** Of the session. */
  durationMs: z.number(),
  /** Who spoke, by the names in the room. */
  people: z.array(z.string()),
  /** What the episode, as it is made, leaves out. */
  cuts: z.array(Stretch),
  /** How much of the episode comes before the session. */
  leadMs: z.int().nonnegative(),
  /** Where somebody is silenced, by name: their words there are not published. */
  silences: z.array(Stretch.extend({ speaker: z.string() })),
  recognition: Recognition.optional(),
});
export type StudioTranscript = z.infer<typeof StudioTranscript>;

/** What is published, as podcast apps read it: version 1.0.0 of podcast:transcript's JSON. Seconds of the episode. */
export const PublishedTranscript = z.object({
  version: z.literal('1.0.0'),
  segments: z.array(
    z.object({
      speaker: z.string().optional(),
      startTime: z.number(),
      endTime: z.number(),
      body: z.string(),
    }),
  ),
});
export type PublishedTranscript = z.infer<typeof PublishedTranscript>;
