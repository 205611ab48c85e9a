import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  LogBlock,
  recordKind,
  segmentName,
  type RecordKind,
  type TakeMeta,
} from '../../media/capture/rtp-log.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { TakeEndReason, TimelineEntry } from '../../media/contract/timeline.ts';

export const writtenZeroUs = 10_000_000;
const wallUs = 1_700_000_000_000_000;
const ssrc = 42;

/**
 * A packet or a sender report, as the recorder received it; `shed`: its note of packets that it did not keep. Times are ms
 * since the recording's zero.
 */
export type Arrival = { atMs: number } & (
  | { sequence: number; timestamp: number; marker: boolean; payload: Buffer }
  | { report: { captureMs: number; timestamp: number } }
  | { shed: true }
);

type WrittenTake = {
  takeId: string;
  codec: TakeMeta['codec'];
  /** Whose it is; Ani's, unless said otherwise. */
  peerId?: string;
  arrivals: readonly Arrival[];
  /** When it is said to begin: right away, unless said otherwise. */
  beginsMs?: number;
  /** Muted or switched off as it begins, until then. */
  pausedUntilMs?: number;
  /** When it is said to end and why: with what came last, closed by its person; null: nothing says so. */
  ends?: { atMs: number; reason: TakeEndReason } | null;
  /** What the pictures are of; a camera, unless said otherwise. */
  source?: 'camera' | 'screen';
  /** The media worker that it came from, which has a wall clock of its own; the first, unless said otherwise. */
  workerPid?: number;
  /** The recorder says the end of its takes, and that of this one the disk never took. */
  isUnwritten?: true;
  /** Changes the segment before it is written, as damage does. */
  spoil?: (segment: Buffer) => Buffer;
};

/**
 * Writes a recording as a hub and a recorder would have, without either: what arrived when is up to the test.
 * The recording is on in the ranges given. With `untilMs`: as it is at that moment, while it goes on; later ones only add
 * to it.
 */
export async function writeRecording(
  recordingsDir: string,
  {
    takes,
    ranges,
    recordingId = 'written',
    sessionId = 's',
    untilMs = Infinity,
    zeroUs = writtenZeroUs,
    told = [],
  }: {
    takes: readonly WrittenTake[];
    ranges: readonly [number, number][];
    recordingId?: string;
    sessionId?: string;
    untilMs?: number;
    zeroUs?: number;
    /** What else is on the timeline, and when, in ms. */
    told?: readonly [number, TimelineEntry][];
  },
): Promise<string> {
  const files = recordingFiles(recordingsDir, recordingId);
  const events: [number, TimelineEntry][] = [
    [0, { type: 'session.start', sessionId, recordingId, title: 'Written', bootId: 'b' }],
    ...told,
  ];
  for (const [fromMs, toMs] of ranges) {
    events.push([fromMs, { type: 'record.on' }], [toMs, { type: 'record.off' }]);
  }
  for (const take of takes) {
    const { takeId, codec, arrivals, peerId = 'ani', workerPid = 1, beginsMs = 1 } = take;
    const { spoil = (bytes: Buffer) => bytes, source: ofPictures = 'camera' } = take;
    const kind = codec === 'opus' ? 'audio' : 'video';
    const source = kind === 'audio' ? 'microphone' : ofPictures;
    const who = { takeId, peerId, kind, source, codec, producerId: 'p' } as const;
    const lastMs = arrivals.reduce((last, { atMs }) => Math.max(last, atMs), 0);
    events.push(
      [
        beginsMs,
        {
          type: 'take.start',
          ...who,
          displayName: peerId === 'ani' ? 'Ani' : peerId,
          paused: take.pausedUntilMs !== undefined,
        },
      ],
      ...toEnd(take, lastMs),
    );
    const clockRate = kind === 'audio' ? 48_000 : 90_000;
    const block = new LogBlock();
    block.startSegment({
      ...{ v: 1, recordingId, ...who, fmtp: {}, payloadType: 96, ssrc, clockRate },
      ...{ workerPid, segment: 0, monoUs: zeroUs, wallMs: 0 },
      ...(take.isUnwritten ? { saysItsEnd: true } : {}),
    });
    const segment: Buffer[] = [];
    for (const arrival of arrivals) {
      if (arrival.atMs > untilMs) continue;
      const [recordKindOf, bytes] = toBytes(arrival);
      block.add(recordKindOf, zeroUs + Math.round(1000 * arrival.atMs), bytes);
      if (block.bytes > 2_000) segment.push(block.seal(0));
    }
    // Of a take that goes on, the recorder has not written all yet.
    if (lastMs <= untilMs) segment.push(block.seal(0));
    await mkdir(files.take(takeId), { recursive: true });
    await writeFile(
      path.join(files.take(takeId), segmentName(0)),
      spoil(Buffer.concat(segment)),
    );
  }
  for (let atMs = 1_000; untilMs < Infinity && atMs <= untilMs; atMs += 1_000) {
    events.push([atMs, { type: 'clock', bootId: 'b' }]);
  }
  const endMs = Math.max(...ranges.map(([, toMs]) => toMs));
  if (untilMs === Infinity) events.push([endMs, { type: 'session.end', reason: 'ended' }]);
  const lines = events
    .filter(([atMs]) => atMs <= untilMs)
    .sort(([a], [b]) => a - b)
    .map(([atMs, entry], seq) =>
      JSON.stringify({
        ...{ ...entry, seq },
        ...{ monoUs: zeroUs + Math.round(1000 * atMs), wallMs: Math.round(atMs) },
      }),
    );
  await writeFile(files.timeline, `${lines.join('\n')}\n`);
  return recordingId;
}

function toEnd(
  { takeId, pausedUntilMs, ends }: WrittenTake,
  lastMs: number,
): [number, TimelineEntry][] {
  const { atMs, reason } = ends ?? { atMs: lastMs, reason: 'closed' };
  return [
    ...(pausedUntilMs !== undefined && pausedUntilMs < atMs
      ? [[pausedUntilMs, { type: 'take.resume', takeId }] satisfies [number, TimelineEntry]]
      : []),
    ...(ends === null
      ? []
      : [[atMs, { type: 'take.end', takeId, reason }] satisfies [number, TimelineEntry]]),
  ];
}

function toBytes(arrival: Arrival): [RecordKind, Buffer] {
  if ('shed' in arrival) return [recordKind.shed, Buffer.alloc(0)];
  if ('report' in arrival) {
    const bytes = Buffer.alloc(28);
    bytes.set([0x80, 200, 0, 6]);
    bytes.writeUInt32BE(ssrc, 4);
    const ntpUs = wallUs + 1000 * arrival.report.captureMs;
    bytes.writeUInt32BE(Math.floor(ntpUs / 1e6) + 2_208_988_800, 8);
    bytes.writeUInt32BE(Math.floor(((ntpUs % 1e6) / 1e6) * 2 ** 32), 12);
    bytes.writeUInt32BE(arrival.report.timestamp % 2 ** 32, 16);
    return [recordKind.senderReport, bytes];
  }
  const head = Buffer.alloc(12);
  head[0] = 0x80;
  head[1] = (arrival.marker ? 0x80 : 0) | 96;
  head.writeUInt16BE(arrival.sequence & 0xffff, 2);
  head.writeUInt32BE(arrival.timestamp % 2 ** 32, 4);
  head.writeUInt32BE(ssrc, 8);
  return [recordKind.rtp, Buffer.concat([head, arrival.payload])];
}

export type Track = {
  frames: readonly Buffer[][];
  frameMs: number;
  clockRate: number;
  fromMs: number;
  toMs: number;
  /** From capture to arrival. */
  delayMs?: number;
  firstSequence?: number;
  firstTimestamp?: number;
  reports?: boolean;
};

/** A track as it arrives over a good network, with a report each second. */
export function arrivalsOf({
  frames,
  frameMs,
  clockRate,
  fromMs,
  toMs,
  delayMs = 0,
  firstSequence = 0,
  firstTimestamp = 0,
  reports = true,
}: Track): Arrival[] {
  const arrivals: Arrival[] = [];
  let sequence = firstSequence;
  const timestampAt = (ms: number) => firstTimestamp + Math.round((ms * clockRate) / 1000);
  for (let n = Math.ceil(fromMs / frameMs); n * frameMs < toMs; n += 1) {
    const captureMs = n * frameMs;
    const payloads = frames[n % frames.length]!;
    payloads.forEach((payload, i) => {
      arrivals.push({
        ...{ atMs: captureMs + delayMs, sequence, timestamp: timestampAt(captureMs) },
        ...{ marker: i === payloads.length - 1, payload },
      });
      sequence += 1;
    });
  }
  for (let ms = fromMs + 500; reports && ms < toMs; ms += 1_000) {
    arrivals.push({ atMs: ms, report: { captureMs: ms, timestamp: timestampAt(ms) } });
  }
  return arrivals.sort((a, b) => a.atMs - b.atMs);
}
