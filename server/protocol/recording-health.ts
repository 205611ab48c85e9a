import { z } from 'zod';
import { MediaKind, Source } from './words.ts';

export const HealthFinding = z.enum([
  'no-clock', // No sender report was seen: its time is a guess, and sync is not promised.
  'stalled', // The sender's capture stood still; the track was cut and dated anew there.
  'lost', // Packets that nobody could repeat left gaps.
  'shed', // Packets that had come left gaps: the disk was too slow or too full to keep them.
  'damaged', // The log was torn or damaged; that much of it was cut off.
  'drifting', // The sender's clock runs unusually fast or slow; it was followed.
  'silent', // A microphone that was on let nothing be heard.
  'quiet',
  'loud', // So loud that it may be distorted.
  'noisy', // Loud noise beside the voice.
  'echo', // The microphone heard what others said.
]);
export type HealthFinding = z.infer<typeof HealthFinding>;

/** How one take arrived, as its log shows. */
export const TakeHealth = z.object({
  displayName: z.string(),
  source: Source,
  /** Milliseconds since the recording's zero. */
  fromMs: z.number(),
  toMs: z.number(),
  packets: z.int(),
  lostPackets: z.int(),
  /** Stretches without sound or pictures because packets were lost for good. */
  gaps: z.int(),
  gapMs: z.number(),
  /** The same because the disk did not take what had come. */
  shed: z.int().default(0),
  shedMs: z.number().default(0),
  driftPpm: z.number(),
  stalls: z.int(),
  senderReports: z.int(),
  damagedBytes: z.int(),
  /** Video: each size, in order of appearance. */
  sizes: z.array(z.object({ width: z.int(), height: z.int() })),
  /** Microphones: integrated loudness of the person over the session; null when nothing was to be heard. */
  loudnessLufs: z.number().nullable().optional(),
  /** Microphones: the same in the episode, before all voices are mixed. */
  levelledLufs: z.number().optional(),
  /** Microphones: what was heard while the person said nothing, dBFS; before cleaning. */
  noiseDb: z.number().optional(),
  findings: z.array(z.object({ kind: HealthFinding, isProblem: z.boolean() })),
});
export type TakeHealth = z.infer<typeof TakeHealth>;

/** A stretch of which something should have been recorded and was not. */
export const MissingStretch = z.object({
  reason: z.enum([
    'no-room', // The disk was too full, or took nothing.
    'recorder-failed', // The recorder died, and another went on.
    'server-failed', // A worker or the hub died.
    'not-kept', // It came, and the recorder kept none of it: the disk was too slow or too full.
    'nothing-arrived', // A take that was open, of which not one picture or sound can be used.
  ]),
  /** Milliseconds since the recording's zero. */
  fromMs: z.number(),
  /** Absent: nothing more came of it. */
  toMs: z.number().optional(),
  kinds: z.array(MediaKind),
  /** Whose; empty: of everyone. A guest's name may be empty. */
  names: z.array(z.string()),
  isProblem: z.boolean(),
});
export type MissingStretch = z.infer<typeof MissingStretch>;

/** Why nothing was recorded at all. */
export const NothingReason = z.enum([
  'nobody-on-stage', // With a microphone or a camera.
  'nobody-consented', // Or everyone took it back.
  'all-off', // Microphones and cameras were switched off all the time.
  'no-room', // On the disk.
  'not-kept', // It came, and the recorder kept none of it: the disk was too slow or too full.
  'nothing-arrived', // That can be used.
  'taken-out', // Everyone was.
  'untold', // There are takes, and the timeline has lost the lines that tell of them.
]);
export type NothingReason = z.infer<typeof NothingReason>;

/** What a timeline has lost, though it had it: to the disk, not to a kill. */
export const TimelineDamage = z.object({
  /** Those that cannot be read. */
  damagedLines: z.int(),
  /** On disk, and told by no line: they are in no episode. */
  strayTakes: z.array(
    z.object({
      takeId: z.string(),
      displayName: z.string(),
      /** Absent where the take itself does not say any more what it is. */
      source: Source.optional(),
    }),
  ),
});
export type TimelineDamage = z.infer<typeof TimelineDamage>;

export const RecordingHealth = z.object({
  /**
   * `good`: nothing to say. `fair`: something happened that was put right. `poor`: some of it is missing or doubtful.
   * `empty`: there is nothing, because of `nothing`.
   */
  verdict: z.enum(['good', 'fair', 'poor', 'empty']),
  nothing: NothingReason.optional(),
  /** In order of time. None in what was judged before there were any. */
  missing: z.array(MissingStretch).default([]),
  damage: TimelineDamage.optional(),
  /**
   * The podcast took longer: what was prepared of it while the session was live was too little, or did not come out as it
   * should. Nothing is wrong with it.
   */
  madeWhole: z.enum(['too-little', 'unusable']).optional(),
  /**
   * Somebody was taken out before it was known whose microphone hears them beside its own person: there they may still be
   * heard.
   */
  maybeHeard: z.literal(true).optional(),
  /**
   * Where people who were taken out may still be heard: in somebody else's microphone, beneath that person's own words. Ms
   * since the recording's zero, in order.
   */
  stillHeard: z
    .array(z.object({ fromMs: z.number(), toMs: z.number(), displayName: z.string() }))
    .default([]),
  takes: z.array(TakeHealth),
});
export type RecordingHealth = z.infer<typeof RecordingHealth>;

/** Of a recording in which there is nothing. */
export const emptyHealth = (nothing: NothingReason): RecordingHealth => ({
  ...{ verdict: 'empty', nothing, missing: [], stillHeard: [], takes: [] },
});

/** The same of a recording whose timeline has lost something. */
export function tellDamage(
  health: RecordingHealth,
  damage: TimelineDamage | undefined,
): RecordingHealth {
  if (!damage) return health;
  if (health.verdict !== 'empty') return { ...health, verdict: 'poor', damage };
  return damage.strayTakes.length > 0
    ? { ...health, nothing: 'untold', damage }
    : { ...health, damage };
}
