import { z } from 'zod';
import { TakeMeta } from '../../media/capture/rtp-log.ts';
import { RecorderTrouble } from '../protocol/recording-proof.ts';
import type { TakeSpec, TakeStats } from '../recordings/take-recorder.ts';

/** What the hub and the recorder process tell each other. Each side parses what it gets. */

const TakeSpec = TakeMeta.omit({
  v: true,
  saysItsEnd: true,
  segment: true,
  monoUs: true,
  wallMs: true,
}) satisfies z.ZodType<TakeSpec>;
const request = z.int().min(0);

export const ToRecorder = z.discriminatedUnion('type', [
  /** First of all. Answered by `ready`. */
  z.strictObject({
    type: z.literal('start'),
    /** Its disk is watched: below this many free bytes pictures are no longer written, below a quarter nothing is. */
    recordingsDir: z.string(),
    reserveBytes: z.number().min(0),
  }),
  /** Answered by `done` once packets of its SSRC will be kept. */
  z.strictObject({ type: z.literal('take.open'), request, dir: z.string(), take: TakeSpec }),
  /** Answered by `done` once everything is on disk, for which a disk that is slow or refuses may need any time. */
  z.strictObject({ type: z.literal('take.close'), request, takeId: z.string() }),
  z.strictObject({ type: z.literal('take.paused'), takeId: z.string(), paused: z.boolean() }),
]);
export type ToRecorder = z.infer<typeof ToRecorder>;

const TakeStats = z.strictObject({
  takeId: z.string(),
  packets: z.int(),
  senderReports: z.int(),
  writtenBytes: z.int(),
  lastWriteUs: z.int(),
  lostPackets: z.int(),
  repairedPackets: z.int(),
  shedPackets: z.int(),
}) satisfies z.ZodType<TakeStats>;

export const FromRecorder = z.discriminatedUnion('type', [
  /** The UDP port on loopback. */
  z.strictObject({ type: z.literal('ready'), port: z.int() }),
  z.strictObject({ type: z.literal('done'), request }),
  z.strictObject({ type: z.literal('failed'), request, reason: z.string() }),
  /** Pictures cannot be decoded, or the last keyframe is too long ago. */
  z.strictObject({
    type: z.literal('need-key'),
    takeId: z.string(),
    reason: z.enum(['loss', 'age']),
  }),
  /** Each second. */
  z.strictObject({
    type: z.literal('stats'),
    takes: z.array(TakeStats),
    /** Packets of tracks that nobody announced: a bug, if it keeps rising. */
    unknownPackets: z.int(),
    /** What is wrong at the moment; empty when all is well. */
    troubles: z.array(RecorderTrouble),
    room: z.strictObject({ pictures: z.boolean(), sound: z.boolean() }),
  }),
]);
export type FromRecorder = z.infer<typeof FromRecorder>;
