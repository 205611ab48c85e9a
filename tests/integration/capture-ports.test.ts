import { readdir, readFile, readlink } from 'node:fs/promises';
import { createWorker, type types } from 'mediasoup';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openRtpCapture } from '../../server/sfu/rtp-capture.ts';
import { freePort } from '../support/free-port.ts';
import { openTestRecordings, type TestRecordings } from '../support/test-recordings.ts';

/** How many ports it takes to record: on a real media worker, in a real recorder process. */

const rooms = 50;
const producersARoom = 6;
const opus = { mimeType: 'audio/opus', clockRate: 48_000, channels: 2 } as const;

const scope = new Scope('test', silentLog);
let recordings: TestRecordings;

beforeAll(async () => {
  recordings = await openTestRecordings(scope);
});
afterAll(() => scope.close('done'));

async function openWorker(settings: types.WorkerSettings = {}): Promise<types.Worker> {
  const worker: types.Worker = await createWorker({ logLevel: 'none', ...settings });
  scope.defer('worker', () => worker.close());
  return worker;
}

let nextSsrc = 1;

/** A room that is live: one person with so many producers, who need no port. */
async function openLiveRoom(worker: types.Worker, name: string, producers: number) {
  const router = await worker.createRouter({
    mediaCodecs: [{ kind: 'audio', preferredPayloadType: 100, ...opus }],
  });
  const recorder = recordings.openRoomRecorder({ sessionId: name, title: name });
  await recorder.attach((recorderPort) =>
    openRtpCapture({ router, workerPid: worker.pid, recorderPort, log: silentLog }),
  );
  const who = { peerId: name, displayName: name };
  await recorder.peerJoined({ ...who, role: 'host' });
  await recorder.consent({ ...who, granted: true, textVersion: 't', address: '192.0.2.1' });
  const transport = await router.createDirectTransport();
  for (let n = 0; n < producers; n += 1) {
    const { id: producerId } = await transport.produce({
      kind: 'audio',
      rtpParameters: {
        codecs: [{ payloadType: 100, ...opus }],
        encodings: [{ ssrc: (nextSsrc += 1) }],
      },
    });
    await recorder.producerOpened({
      ...{ ...who, producerId, paused: false },
      ...{ kind: 'audio', source: 'microphone', codec: 'opus' },
    });
  }
  await recorder.goLive();
  return { router, recorder };
}

/** Sockets that are bound to UDP ports by a process (proc(5)). */
async function udpSocketsOf(pid: number): Promise<number> {
  const table = await readFile(`/proc/${pid}/net/udp`, 'utf8');
  const inodes = new Set(
    table
      .split('\n')
      .slice(1)
      .map((line) => `socket:[${line.trim().split(/\s+/)[9] ?? ''}]`),
  );
  const names = await readdir(`/proc/${pid}/fd`);
  const files = await Promise.all(
    names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')),
  );
  return files.filter((file) => inodes.has(file)).length;
}

test('fifty rooms with six producers each: a port a room, one for the recorder, and all are given back', async () => {
  const worker = await openWorker();
  const live = [];
  for (let n = 0; n < rooms; n += 1) {
    live.push(await openLiveRoom(worker, `room-${n}`, producersARoom));
  }
  const consumers = await Promise.all(
    live.map(async ({ router }) => {
      const { mapConsumerIdProducerId } = await router.dump();
      return mapConsumerIdProducerId.length;
    }),
  );
  expect(consumers).toEqual(live.map(() => producersARoom));
  expect(await udpSocketsOf(worker.pid)).toBe(rooms);
  expect(await udpSocketsOf(recordings.recorder.pid!)).toBe(1);

  for (const { recorder } of live) await recorder.end();
  await expect.poll(() => udpSocketsOf(worker.pid)).toBe(0);
  expect(await udpSocketsOf(recordings.recorder.pid!)).toBe(1);
});

test('where ports run out, a room says that nothing of it is kept, and is recorded once another has ended', async () => {
  const port = await freePort();
  const worker = await openWorker({ rtcMinPort: port, rtcMaxPort: port });
  const first = await openLiveRoom(worker, 'first', 1);
  const second = await openLiveRoom(worker, 'second', 1);
  expect(first.recorder.proof().state).toBe('on');
  expect(second.recorder.proof()).toMatchObject({
    state: 'degraded',
    people: [{ peerId: 'second', audio: 'missing' }],
  });
  await first.recorder.end();
  await vi.waitFor(() => expect(second.recorder.proof().state).toBe('on'), 5_000);
});
