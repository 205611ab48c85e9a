import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { probeTake } from '../../media/capture/probe-take.ts';
import { tellStory, type TakeStory } from '../../media/capture/session-story.ts';
import { readTimeline } from '../../media/capture/timeline-log.ts';
import { listUnwritten } from '../../media/capture/unwritten-takes.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { Recorder } from '../../server/recorder/recorder.ts';
import type { RoomCapture } from '../../server/rooms/media-plane.ts';
import type { RoomRecorder } from '../../server/recordings/room-recorder.ts';
import { createRecordings } from '../../server/recordings/recordings.ts';
import type { RecorderListener, TakeRecorder } from '../../server/recordings/take-recorder.ts';
import { FakeConsents, FakeJobs, FakeRecordingStore } from '../support/fake-recording-store.ts';
import { makeRecordingsDir } from '../support/test-recordings.ts';

/** A session on a disk that fills up and is emptied again: a real recorder and real takes; only the free space is told. */

const reserveBytes = 1_000;
const plenty = 1_000_000;

let scope: Scope;
let hub: Scope;
let dir: string;
let freeBytes: number;
/** Takes close once this has resolved. */
let closing: Promise<void>;
let recorder: RoomRecorder;
let store: FakeRecordingStore;
let socket: Socket;
let port: number;

beforeEach(async () => {
  scope = new Scope('test', silentLog);
  dir = await makeRecordingsDir(scope);
  freeBytes = plenty;
  closing = Promise.resolve();
  store = new FakeRecordingStore();
  hub = scope.child('hub');
  await startHub(hub);
  socket = createSocket('udp4');
  scope.defer('socket', () => void socket.close());
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
});
afterEach(() => scope.close('done'));

/** Of what an earlier one left, what is live goes on. */
async function startHub(own: Scope): Promise<void> {
  const listeners = new Set<RecorderListener>();
  const writer = await Recorder.open({
    ...{ recordingsDir: dir, reserveBytes, clock: systemClock, log: silentLog, scope: own },
    freeBytesOf: () => Promise.resolve(freeBytes),
    send: (message) => {
      if (message.type !== 'stats') return;
      for (const listener of listeners) listener.stats?.(message);
    },
  });
  port = writer.port;
  const takes: TakeRecorder = {
    port,
    openTake: (...take) => {
      writer.openTake(...take);
      return Promise.resolve();
    },
    closeTake: async (takeId) => {
      await closing;
      await writer.endTake(takeId);
    },
    setPaused: (...change) => writer.setPaused(...change),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const recordings = await createRecordings({
    ...{ recordingsDir: dir, recorder: takes, repository: store, consents: new FakeConsents() },
    ...{ jobs: new FakeJobs(), sessionEnded: () => Promise.resolve() },
    ...{ reserveBytes, hashAddress: () => 'hashed', clock: systemClock, log: silentLog },
    scope: own,
  });
  await recordings.recoverInterrupted(() => Promise.resolve(true));
  recorder = recordings.openRoomRecorder({ sessionId: 's', title: 'S' });
}

/** Sends packets of each consumer for as long as it is open. */
function openCapture(): Promise<RoomCapture> {
  let nextSsrc = 1;
  return Promise.resolve({
    consume(producerId) {
      const ssrc = (nextSsrc += 1);
      let sequence = 0;
      let timer: NodeJS.Timeout | undefined;
      const send = (): void => {
        const packet = Buffer.alloc(112, 1);
        packet.set([0x80, 100]);
        packet.writeUInt16BE((sequence += 1), 2);
        packet.writeUInt32BE(sequence * 960, 4);
        packet.writeUInt32BE(ssrc, 8);
        socket.send(packet, port, '127.0.0.1');
      };
      const close = (): void => clearInterval(timer);
      scope.defer('sending', close);
      return Promise.resolve({
        ...{ ssrc, payloadType: 100, fmtp: {}, workerPid: 1 },
        ...(producerId === 'camera'
          ? ({ codec: 'vp8', clockRate: 90_000 } as const)
          : ({ codec: 'opus', clockRate: 48_000 } as const)),
        resume: () => Promise.resolve(void (timer = setInterval(send, 20))),
        requestKeyFrame: () => Promise.resolve(),
        close,
      });
    },
    close: () => undefined,
  });
}

async function goOnAir(): Promise<void> {
  await recorder.attach(openCapture);
  await recorder.peerJoined({ peerId: 'ani', displayName: 'Ani', role: 'host' });
  const answer = { peerId: 'ani', displayName: 'Ani', granted: true, textVersion: 't' };
  await recorder.consent({ ...answer, address: '192.0.2.1' });
  const who = { peerId: 'ani', displayName: 'Ani', paused: false } as const;
  await recorder.producerOpened({
    ...{ ...who, producerId: 'microphone', kind: 'audio', source: 'microphone', codec: 'opus' },
  });
  await recorder.producerOpened({
    ...{ ...who, producerId: 'camera', kind: 'video', source: 'camera', codec: 'vp8' },
  });
  await recorder.goLive();
}

const recordingId = (): string => [...store.recordings.keys()][0]!;

async function takesOf(source: 'microphone' | 'camera'): Promise<TakeStory[]> {
  const { events } = await readTimeline(recordingFiles(dir, recordingId()).timeline);
  return tellStory(events).takes.filter(({ start }) => start.source === source);
}

const reasonsOf = async (source: 'microphone' | 'camera') =>
  (await takesOf(source)).map(({ endReason }) => endReason);

test('pictures stop first, then sound, hosts are told, and new takes begin when there is room again', async () => {
  await goOnAir();
  const arriving = { state: 'on', troubles: [], people: [{ audio: 'arriving' }] };
  await vi.waitFor(() => expect(recorder.proof()).toMatchObject(arriving), 5_000);

  freeBytes = reserveBytes / 2;
  await vi.waitFor(async () => expect(await reasonsOf('camera')).toEqual(['no-room']), 5_000);
  expect(await reasonsOf('microphone')).toEqual([undefined]);
  const low = { state: 'degraded', troubles: ['disk-low'] };
  expect(recorder.proof()).toMatchObject(low);

  freeBytes = 0;
  await vi.waitFor(
    async () => expect(await reasonsOf('microphone')).toEqual(['no-room']),
    5_000,
  );
  expect(recorder.proof().troubles).toEqual(['disk-low', 'disk-full']);

  freeBytes = plenty;
  await vi.waitFor(async () => expect(await takesOf('camera')).toHaveLength(2), 5_000);
  await vi.waitFor(() => expect(recorder.proof()).toMatchObject(arriving), 5_000);
  await recorder.end();
  for (const source of ['microphone', 'camera'] as const) {
    expect(await reasonsOf(source)).toEqual(['no-room', 'session-ended']);
    for (const { start } of await takesOf(source)) {
      const take = recordingFiles(dir, recordingId()).take(start.takeId);
      expect((await probeTake(take)).hasMedia).toBe(true);
    }
  }
});

test('what comes on stage while the disk is full waits for room', async () => {
  freeBytes = 0;
  await goOnAir();
  await vi.waitFor(() => expect(recorder.proof().troubles).toContain('disk-full'), 5_000);
  await vi.waitFor(
    async () => expect(new Set(await reasonsOf('microphone'))).toEqual(new Set(['no-room'])),
    5_000,
  );
  const before = (await takesOf('microphone')).length;
  freeBytes = plenty;
  await vi.waitFor(async () => {
    expect(await takesOf('microphone')).toHaveLength(before + 1);
  }, 5_000);
  await recorder.end();
});

test('of a camera that comes on while there is no room for pictures the timeline tells, once', async () => {
  await goOnAir();
  await recorder.producerClosed('camera', 'closed');
  await vi.waitFor(async () => expect(await reasonsOf('camera')).toEqual(['closed']), 5_000);
  freeBytes = reserveBytes / 2;
  await vi.waitFor(() => expect(recorder.proof().troubles).toEqual(['disk-low']), 5_000);
  // Nobody misses it yet.
  expect(await toldOfDisk()).toEqual([]);
  await recorder.producerOpened({
    ...{ peerId: 'ani', displayName: 'Ani', paused: false, producerId: 'camera again' },
    ...{ kind: 'video', source: 'camera', codec: 'vp8' },
  });
  await vi.waitFor(async () => expect(await toldOfDisk()).toEqual(['disk.full video']), 5_000);
  freeBytes = plenty;
  await vi.waitFor(async () => {
    expect(await toldOfDisk()).toEqual(['disk.full video', 'disk.free video']);
  }, 5_000);
  await recorder.end();
  expect(await toldOfDisk()).toHaveLength(2);
});

test('a hub that died while the disk was full tells when there is room, though no camera comes back', async () => {
  await goOnAir();
  freeBytes = reserveBytes / 2;
  await vi.waitFor(async () => expect(await toldOfDisk()).toEqual(['disk.full video']), 5_000);
  await hub.close('died');
  await startHub(scope.child('next hub'));
  await recorder.goLive();
  freeBytes = plenty;
  await vi.waitFor(async () => {
    expect(await toldOfDisk()).toEqual(['disk.full video', 'disk.free video']);
  }, 5_000);
  await recorder.end();
});

async function toldOfDisk(): Promise<string[]> {
  const { events } = await readTimeline(recordingFiles(dir, recordingId()).timeline);
  return events.flatMap((event) =>
    event.type === 'disk.full' || event.type === 'disk.free'
      ? `${event.type} ${event.kind}`
      : [],
  );
}

test('a mark is on the timeline at once, also while takes are slow to close', async () => {
  await goOnAir();
  let release = (): void => undefined;
  closing = new Promise((resolve) => (release = resolve));
  const closed = recorder.producerClosed('camera', 'closed');
  await recorder.note({ type: 'mark', markId: 'm', title: 'Bab satu', peerId: 'ani' });
  const { events } = await readTimeline(recordingFiles(dir, recordingId()).timeline);
  expect(events.map(({ type }) => type)).toContain('mark');
  release();
  await closed;
  await recorder.end();
});

test('a session whose disk is slow ends for its people, and has its end on the timeline once all of it is written', async () => {
  await goOnAir();
  await vi.waitFor(() => expect(recorder.proof().state).toBe('on'), 5_000);
  let release = (): void => undefined;
  closing = new Promise((resolve) => (release = resolve));
  // Of its own end a session waits longer.
  await recorder.producerClosed('camera', 'closed');
  await recorder.producerClosed('microphone', 'left');
  closing = Promise.resolve();
  await recorder.end();
  expect(store.recordings.get(recordingId())?.stored).toBe('recording');

  const files = recordingFiles(dir, recordingId());
  const unwritten = async (): Promise<number> => {
    const { events } = await readTimeline(files.timeline);
    return (await listUnwritten(files, events)).length;
  };
  expect(await unwritten()).toBe(2);
  release();
  const handedOn = () => expect(store.recordings.get(recordingId())?.stored).toBe('processing');
  await vi.waitFor(handedOn, 5_000);
  expect(await unwritten()).toBe(0);
  const { events } = await readTimeline(files.timeline);
  expect(events.at(-1)).toMatchObject({ type: 'session.end', reason: 'ended' });
});
