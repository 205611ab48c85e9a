import { z } from 'zod';

/** Practices, and what the recording of one leaves: sounds for its hosts to listen to, until it is deleted. */

const IsoTime = z.iso.datetime();

export const PracticeTrack = z.object({
  /** In addresses: mix.mp3 for everyone together. */
  file: z.string(),
  bytes: z.int(),
  /** Whose sound it is, and where it came from; undefined for the mix. */
  displayName: z.string().optional(),
  source: z.enum(['microphone', 'screen-audio']).optional(),
});

export type PracticeTrack = z.infer<typeof PracticeTrack>;

export const PracticeRecordingInfo = z.object({
  /** Of the practice. */
  code: z.string(),
  startedAt: IsoTime,
  /** Then it is deleted with everything. */
  keptUntil: IsoTime,
  /** `empty`: nobody agreed, or nobody spoke. */
  state: z.enum(['processing', 'ready', 'failed', 'empty']),
  /** The mix first. */
  tracks: z.array(PracticeTrack),
});
export type PracticeRecordingInfo = z.infer<typeof PracticeRecordingInfo>;

/** Newest first. */
export const StudioPractices = z.object({ recordings: z.array(PracticeRecordingInfo) });
export type StudioPractices = z.infer<typeof StudioPractices>;

/** Where it is. */
export const OpenedPractice = z.object({ code: z.string() });
export type OpenedPractice = z.infer<typeof OpenedPractice>;

/** Asks where it is, of a session that has no room any more. In a body, since tokens are kept out of addresses. */
export const FindPractice = z.strictObject({ invitation: z.string().max(200).optional() });
export type FindPractice = z.infer<typeof FindPractice>;

/** Nothing while there is none, and for whoever is not of the stage. */
export const FoundPractice = z.object({ code: z.string().optional() });
export type FoundPractice = z.infer<typeof FoundPractice>;

export const practiceRequests = {
  /** Opens a practice beside the session, or finds the one that is open. */
  'practice:open': { input: z.strictObject({}), output: OpenedPractice },
  /** In a practice: has it recorded from now on. Recorded already, it is. */
  'practice:record': { input: z.strictObject({}), output: z.object({}) },
} as const;

export const practiceNotices = {
  /** For people of the stage: where the practice is, or that there is none any more. */
  'practice:changed': z.object({ code: z.string().optional() }),
} as const;
