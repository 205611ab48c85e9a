import { z } from 'zod';
import { MediaKind, Source } from '../../server/protocol/words.ts';

/**
 * timeline.jsonl: what happened in a session, one JSON object a line, appended and flushed before it is announced.
 * It is the truth of a recording; the database is a projection of it.
 *
 * `monoUs` is CLOCK_MONOTONIC in µs on the hub's machine, the same clock the recorder stamps packets with; `wallMs`
 * is Unix time in ms. A restart of the machine starts a new monotonic clock: `clock` events pair the two again.
 */
const stamp = { seq: z.int().min(0), monoUs: z.int(), wallMs: z.int() };
const event = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), ...stamp, ...shape });

const ended = z.enum([
  'closed', // The speaker closed it: camera off, screen no longer shared, left the stage.
  'left', // The peer left, reloaded or lost its connection for good.
  'consent-withdrawn',
  'session-ended',
  'no-room', // The disk was too full to go on.
  'interrupted', // A worker, the recorder or the hub died.
]);

export const TimelineEvent = z.discriminatedUnion('type', [
  event('session.start', {
    sessionId: z.string(),
    recordingId: z.string(),
    title: z.string(),
    bootId: z.string(),
  }),
  /**
   * The pair of clocks again, every few seconds and after a restart of the hub. It says once more what the first lines said:
   * whose recording this is, and that it is on.
   */
  event('clock', {
    bootId: z.string(),
    sessionId: z.string().optional(),
    recordingId: z.string().optional(),
    isOn: z.boolean().optional(),
  }),
  event('record.on', {}),
  event('record.off', {}),
  event('session.end', { reason: z.enum(['ended', 'recovered']) }),
  event('consent', { peerId: z.string(), granted: z.boolean(), textVersion: z.string() }),
  event('peer.join', { peerId: z.string(), displayName: z.string(), role: z.string() }),
  event('peer.leave', { peerId: z.string() }),
  event('take.start', {
    takeId: z.string(),
    peerId: z.string(),
    displayName: z.string(),
    kind: MediaKind,
    source: Source,
    codec: z.enum(['opus', 'vp8', 'h264']),
    producerId: z.string(),
    paused: z.boolean(),
  }),
  event('take.end', { takeId: z.string(), reason: ended }),
  /** Muted microphone, camera off without closing: sound is silence, picture is the avatar card. */
  event('take.pause', { takeId: z.string() }),
  event('take.resume', { takeId: z.string() }),
  /** mediasoup's opinion; the edit list decides again from the sound itself. */
  event('speaker', { peerId: z.string() }),
  /** Told twice, the first is when it was; `heldMs`: it was pressed so long before. */
  event('mark', {
    markId: z.string().optional(),
    title: z.string(),
    peerId: z.string(),
    heldMs: z.int().nonnegative().optional(),
  }),
  event('mark.rename', { markId: z.string(), title: z.string() }),
  event('mark.remove', { markId: z.string() }),
  event('poll.open', { pollId: z.string(), kind: z.string(), question: z.string() }),
  event('poll.close', { pollId: z.string() }),
  /** How a closed poll stands. Told again when that changes: the last one of a poll counts. */
  event('poll.result', {
    pollId: z.string(),
    kind: z.string(),
    question: z.string(),
    /** Whether the room was shown it. What was held back is not for publication. */
    isShown: z.boolean(),
    people: z.int(),
    results: z.array(z.object({ label: z.string(), count: z.int() })),
  }),
  /** A question answered aloud: its published wording, and by whom (empty when not known). */
  event('answer.start', { questionId: z.string(), title: z.string(), answeredBy: z.string() }),
  /** With the wording as it then is. */
  event('answer.end', { questionId: z.string(), title: z.string(), answeredBy: z.string() }),
  /** A question answered in writing, for all. */
  event('answer.typed', {
    questionId: z.string(),
    title: z.string(),
    text: z.string(),
    answeredBy: z.string(),
  }),
  /** A question was deleted for good: nothing of it is to be published. */
  event('question.delete', { questionId: z.string() }),
  /** A page of slides fills the stage. Told again with each page turn; `key` is the picture's in the object store. */
  event('slide.show', {
    deckId: z.string(),
    title: z.string(),
    /** From 0. */
    page: z.int().nonnegative(),
    key: z.string(),
    width: z.int(),
    height: z.int(),
  }),
  event('slide.hide', {}),
  event('recorder.restart', {}),
  /** There is something of this kind to record, and the disk has no room for it; and it has room again. */
  event('disk.full', { kind: MediaKind }),
  event('disk.free', { kind: MediaKind }),
]);
export type TimelineEvent = z.infer<typeof TimelineEvent>;
/** What a caller gives; the writer adds the stamp. */
export type TimelineEntry = TimelineEvent extends infer E
  ? E extends TimelineEvent
    ? Omit<E, 'seq' | 'monoUs' | 'wallMs'>
    : never
  : never;
export type TakeEndReason = z.infer<typeof ended>;
