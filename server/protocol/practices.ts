import { z } from 'zod';

/** What the recording of a practice leaves: sounds for its hosts to listen to, until it is deleted. */

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
