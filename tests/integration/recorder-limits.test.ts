import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdir, open, readdir, readFile, statfs } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { probeTake } from '../../media/capture/probe-take.ts';
import { listSegments, readTake } from '../../media/capture/rtp-log-reader.ts';
import { recordKind, segmentName, type RecordKind } from '../../media/capture/rtp-log.ts';
import { parseNacks } from '../../media/capture/rtcp.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { FromRecorder } from '../../server/recorder/messages.ts';
import { Recorder, type RecorderOptions } from '../../server/recorder/recorder.ts';
import type { TakeSpec } from '../../server/recordings/take-recorder.ts';
import { makeRecordingsDir } from '../support/test-recordings.ts';

/** The recorder by itself: packets from a socket of ours, and disks that are slow or full. */
let scope: Scope;
let dir: string;
let socket: Socket;
let messages: FromRecorder[];

beforeEach(async () => {
  scope = new Scope('test', silentLog);
  dir = await makeRecordingsDir(scope);
  messages = [];
  socket = createSocket('udp4');
  scope.defer('socket', () => void socket.close());
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
});
afterEach(() => scope.close('done'));

function openRecorder(given: Partial<RecorderOptions> = {}): Promise<Recorder> {
  return Recorder.open({
    ...{ recordingsDir: dir, reserveBytes: 0, clock: systemClock, log: silentLog, scope },
    send: (message) => messages.push(message),
    ...given,
  });
}

function takeSpec(kind: TakeSpec['kind'], ssrc: number): TakeSpec {
  return {
    ...{ recordingId: 'r', takeId: `take-${ssrc}`, peerId: 'p', producerId: 'x', kind, ssrc },
    ...(kind === 'audio'
      ? ({ source: 'microphone', codec: 'opus', clockRate: 48_000 } as const)
      : ({ source: 'camera', codec: 'vp8', clockRate: 90_000 } as const)),
    ...{ fmtp: {}, payloadType: 100, workerPid: 1 },
  };
}

function send(recorder: Recorder, ssrc: number, sequence: number, bytes = 100): void {
  const packet = Buffer.alloc(12 + bytes, 1);
  packet.set([0x80, 100]);
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE(sequence * 960, 4);
  packet.writeUInt32BE(ssrc, 8);
  socket.send(packet, recorder.port, '127.0.0.1');
}

function latestStats() {
  const stats = messages.findLast((message) => message.type === 'stats');
  return stats?.type === 'stats' ? stats : undefined;
}

const packetsOf = (takeId: string) => recordsOf(takeId, recordKind.rtp);

async function recordsOf(takeId: string, wanted: RecordKind): Promise<number> {
  let records = 0;
  for await (const block of readTake(await listSegments(path.join(dir, takeId)), {
    bytes: 0,
  })) {
    records += block.filter(({ kind }) => kind === wanted).length;
  }
  return records;
}

test('packets of tracks that nobody announced are counted and forgotten', async () => {
  const recorder = await openRecorder();
  recorder.openTake(path.join(dir, 'take-1'), takeSpec('audio', 1));
  for (let n = 0; n < 10; n += 1) send(recorder, 1, n);
  for (let n = 0; n < 5; n += 1) send(recorder, 2, n);
  socket.send(Buffer.from('no RTP at all'), recorder.port, '127.0.0.1');
  await vi.waitFor(
    () => expect(latestStats()?.unknownPackets).toBeGreaterThanOrEqual(5),
    3_000,
  );
  await recorder.endTake('take-1');
  expect(await packetsOf('take-1')).toBe(10);
  expect((await probeTake(path.join(dir, 'take-1'))).hasMedia).toBe(true);
  expect((await probeTake(path.join(dir, 'take-2'))).hasMedia).toBe(false);
});

test('what is missing is asked for until it comes; pictures that never come cost a keyframe', async () => {
  const asked: number[] = [];
  socket.on('message', (bytes) => {
    asked.push(...parseNacks(bytes).flatMap(({ sequences }) => sequences));
  });
  const recorder = await openRecorder();
  recorder.openTake(path.join(dir, 'take-1'), takeSpec('video', 1));
  for (const sequence of [1, 2, 5]) send(recorder, 1, sequence);
  await vi.waitFor(() => expect(asked.filter((sequence) => sequence === 3).length).toBe(2));
  send(recorder, 1, 3);
  const needKey = { type: 'need-key', takeId: 'take-1', reason: 'loss' };
  await vi.waitFor(() => expect(messages).toContainEqual(needKey), 3_000);
  expect(asked.filter((sequence) => sequence === 3).length).toBeLessThan(6);
  expect(asked.filter((sequence) => sequence === 4)).toHaveLength(8);
});

test('a disk that stands still costs pictures first, and memory stays bounded', async () => {
  let release = (): void => undefined;
  const stuck = new Promise<void>((resolve) => (release = resolve));
  scope.defer('disk', () => release());
  const written: Buffer[] = [];
  // Apart by more than comes between two looks at it, on a busy machine too.
  const memory = { pictureBytes: 600_000, soundBytes: 1_800_000 };
  const recorder = await openRecorder({
    memory,
    openFile: () =>
      Promise.resolve({
        datasync: () => Promise.resolve(),
        close: () => Promise.resolve(),
        async writev<T extends readonly NodeJS.ArrayBufferView[]>(buffers: T) {
          await stuck;
          const all = Buffer.concat(buffers as unknown as Buffer[]);
          written.push(all);
          return { bytesWritten: all.length, buffers };
        },
      }),
  });
  recorder.openTake(path.join(dir, 'take-1'), takeSpec('video', 1));
  recorder.openTake(path.join(dir, 'take-2'), takeSpec('audio', 2));
  let sequence = 0;
  let sentBytes = 0;
  const pictures = { packets: 5, bytes: 1_100 };
  const soundBytes = 1_000;
  const feedEveryMs = 4;
  const aTurn = pictures.packets * pictures.bytes + soundBytes;
  const feeding = setInterval(() => {
    for (let n = 0; n < pictures.packets; n += 1) {
      send(recorder, 1, (sequence += 1), pictures.bytes);
    }
    send(recorder, 2, sequence / pictures.packets, soundBytes);
    sentBytes += aTurn;
  }, feedEveryMs);
  scope.defer('feeding', () => clearInterval(feeding));

  const shed = (takeId: string) =>
    latestStats()?.takes.find((take) => take.takeId === takeId)?.shedPackets ?? 0;
  await vi.waitFor(() => expect(shed('take-1')).toBeGreaterThan(100), 8_000);
  expect(latestStats()?.troubles).toContain('disk-slow');
  expect(shed('take-2')).toBe(0);
  // Sound comes last: then nothing more is kept, however long it takes.
  await vi.waitFor(() => expect(shed('take-2')).toBeGreaterThan(300), 20_000);
  clearInterval(feeding);
  expect(written).toEqual([]);
  expect(sentBytes).toBeGreaterThan(3 * memory.soundBytes);

  release();
  await vi.waitFor(() => expect(latestStats()?.troubles).toEqual([]), 5_000);
  const needsKey = messages.some((message) => message.type === 'need-key');
  expect(needsKey).toBe(true);
  await Promise.all([recorder.endTake('take-1'), recorder.endTake('take-2')]);
  // All that was held in memory, and no more than the limit and what comes between two looks at it.
  const held = written.reduce((sum, { length }) => sum + length, 0);
  const betweenLooks = (400 / feedEveryMs) * aTurn;
  expect(held).toBeGreaterThan(memory.soundBytes);
  expect(held).toBeLessThan(memory.soundBytes + betweenLooks);
});

test('on a disk that stands still for everything it goes on saying that it is there', async () => {
  await openRecorder({ freeBytesOf: () => new Promise(() => undefined) });
  await vi.waitFor(() => expect(messages.length).toBeGreaterThan(1), 5_000);
});

test('a disk that refuses the end of a take is asked again until it has it', async () => {
  let isFull = true;
  const recorder = await openRecorder({
    async openFile(file) {
      if (isFull) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      await mkdir(path.dirname(file), { recursive: true });
      return open(file, 'wx');
    },
  });
  recorder.openTake(path.join(dir, 'take-1'), takeSpec('audio', 1));
  for (let n = 1; n <= 10; n += 1) send(recorder, 1, n);
  await vi.waitFor(() => expect(latestStats()?.takes[0]?.packets).toBe(10), 3_000);
  let isOver = false;
  const ended = recorder.endTake('take-1').then(() => (isOver = true));
  const refused = { takes: [], troubles: ['disk-full'] };
  await vi.waitFor(() => expect(latestStats()).toMatchObject(refused), 3_000);
  expect(isOver).toBe(false);
  isFull = false;
  await ended;
  expect(await packetsOf('take-1')).toBe(10);
  expect(await recordsOf('take-1', recordKind.end)).toBe(1);
});

test('an SSRC that comes again in the next session belongs to that one alone', async () => {
  const asked: number[] = [];
  socket.on('message', (bytes) => {
    asked.push(...parseNacks(bytes).flatMap(({ sequences }) => sequences));
  });
  const recorder = await openRecorder();
  const [first, second] = [
    path.join(dir, 'first', 'take-1'),
    path.join(dir, 'second', 'take-2'),
  ];
  recorder.openTake(first, takeSpec('audio', 7));
  expect(() => recorder.openTake(second, takeSpec('audio', 7))).toThrow('SSRC 7');
  for (let n = 0; n < 10; n += 1) send(recorder, 7, 40_000 + n, 80);
  await vi.waitFor(() => expect(latestStats()?.takes[0]?.packets).toBe(10), 3_000);
  await recorder.endTake('take-7');
  const before = await readFile(path.join(first, segmentName(0)));

  // Late ones of the first are nobody's.
  for (let n = 10; n < 15; n += 1) send(recorder, 7, 40_000 + n, 80);
  await vi.waitFor(() => expect(latestStats()?.unknownPackets).toBe(5), 3_000);
  asked.length = 0;
  recorder.openTake(second, { ...takeSpec('audio', 7), takeId: 'take-8' });
  for (let n = 0; n < 20; n += 1) send(recorder, 7, 3 + n, 90);
  await vi.waitFor(() => expect(latestStats()?.takes[0]?.packets).toBe(20), 3_000);
  await recorder.endTake('take-8');
  expect(await readdir(first)).toEqual([segmentName(0)]);
  expect(await readFile(path.join(first, segmentName(0)))).toEqual(before);
  expect(await packetsOf('first/take-1')).toBe(10);
  expect(await packetsOf('second/take-2')).toBe(20);
  // What the first one still missed is not asked of the second.
  expect(asked.filter((sequence) => sequence > 100)).toEqual([]);
});

test('below the reserve pictures stop, sound goes on, and hosts are told', async () => {
  const { bavail, bsize } = await statfs(dir);
  // Twice what is free: pictures have no room any more, while sound, at a quarter, still has.
  const recorder = await openRecorder({ reserveBytes: 2 * bavail * bsize });
  await vi.waitFor(() => expect(latestStats()?.troubles).toEqual(['disk-low']), 3_000);
  recorder.openTake(path.join(dir, 'take-1'), takeSpec('video', 1));
  recorder.openTake(path.join(dir, 'take-2'), takeSpec('audio', 2));
  for (let n = 0; n < 20; n += 1) {
    send(recorder, 1, n);
    send(recorder, 2, n);
  }
  await vi.waitFor(() => {
    const packets = latestStats()?.takes.map((take) => take.packets);
    expect(packets).toEqual([20, 20]);
  }, 3_000);
  await Promise.all([recorder.endTake('take-1'), recorder.endTake('take-2')]);
  expect([await packetsOf('take-1'), await packetsOf('take-2')]).toEqual([0, 20]);
  // The log says that they had come, once a second.
  const shed = (takeId: string) => recordsOf(takeId, recordKind.shed);
  expect([await shed('take-1'), await shed('take-2')]).toEqual([1, 0]);
});
