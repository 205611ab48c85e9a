import { z } from 'zod';

/** The queue's jobs: names and payloads. server/ imports this to enqueue; media/ to work. */
export const jobs = {
  /** Makes and publishes the episode of one recording, or a practice's sounds. Safe to deliver twice: steps skip what is done. */
  'process-recording': z.strictObject({ recordingId: z.string(), revision: z.int().min(1) }),
  /** Writes down what was said in it, where the operator named a command that can. After the episode. */
  'transcribe-recording': z.strictObject({ recordingId: z.string(), revision: z.int().min(1) }),
  /** Draws one part of a programme for the machine that makes the episode. Whatever becomes of it, that machine goes on. */
  'draw-part': z.strictObject({
    recordingId: z.string(),
    revision: z.int().min(1),
    /** As idOfPart says it. */
    part: z.string().regex(/^[0-9a-f]{24}$/),
  }),
} as const;

export type JobName = keyof typeof jobs;
export type JobPayload<N extends JobName> = z.output<(typeof jobs)[N]>;

/** The steps of `process-recording`, in order; pictures are arranged while the sound is mixed. Audio is published before the first picture is drawn. */
export const stepNames = [
  'collect',
  'remux',
  'stems',
  'voices',
  'mix',
  'pictures',
  'edit',
  'audio',
  'publish-audio',
  'chunks',
  'package',
  'publish-video',
] as const;
/** Those for a practice that was recorded: it has no picture, and nothing is published. */
export const practiceStepNames = ['collect', 'remux', 'stems', 'mix', 'keep-practice'] as const;
export type StepName = (typeof stepNames)[number];
