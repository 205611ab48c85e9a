import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openMediasoupPlane, type MediasoupPlane } from '../../server/sfu/mediasoup-plane.ts';
import { deviceCapabilities } from '../support/device-parameters.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';
import { WebRtcEnd } from '../support/webrtc-end.ts';
import type { OpusSender } from '../support/webrtc-senders.ts';

/** Two workers, so that rooms are on different ones. */
const workers = 2;

let scope: Scope;
let plane: MediasoupPlane;
let hub: RoomHub;
let code = '';
let number = 0;
const open: { close(): void }[] = [];

beforeAll(async () => {
  scope = new Scope('media', silentLog);
  plane = await openMediasoupPlane(
    {
      listenIp: '127.0.0.1',
      announcedAddress: undefined,
      port: 0,
      workers,
      workerBin: undefined,
    },
    scope,
    silentLog,
  );
  hub = await openRoomHub({ plane });
});
afterAll(async () => {
  for (const end of open) end.close();
  await hub.close();
  await scope.close('test done');
});
beforeEach(() => {
  code = hub.sessions.add(`sfu-${(number += 1)}`).code;
});

/** On stage, speaking for real. */
async function speak(peer: RoomPeer, ssrc: number) {
  const { sendTransport } = await peer.request('stage:enter', {});
  const { transportId } = sendTransport;
  const end = new WebRtcEnd(sendTransport);
  open.push(end);
  const { dtlsParameters, rtpParameters, sender } = end.sendOpus(ssrc);
  await peer.request('recording:consent', { granted: true, textVersion: 'v1' });
  await peer.request('transport:connect', { transportId, dtlsParameters });
  const { producerId } = await peer.request('producer:open', {
    ...{ transportId, kind: 'audio', source: 'microphone', rtpParameters },
  });
  return { sender, producerId };
}

/** Joins as a listener and receives what flows there already. */
async function listen(who: 'listener' | 'moderator' = 'listener') {
  const peer = await hub.connect({ cookie: 'device=ears' });
  const invitation = who === 'moderator' ? who : undefined;
  const { receiveTransport } = await peer.enter(code, invitation);
  const state = await peer.join('Budi');
  const end = new WebRtcEnd(receiveTransport);
  open.push(end);
  const packets: Buffer[] = [];
  const dtlsParameters = end.receive(state.consumers, (_id, packet) => packets.push(packet));
  const { transportId } = receiveTransport;
  await peer.request('transport:connect', { transportId, dtlsParameters });
  return { peer, packets };
}

const speakFor = (sender: OpusSender, loudness: number) => {
  sender.start(loudness);
  open.push({ close: () => sender.stop() });
};

test('sound travels from the stage to a listener through the protocol, with its level and speaker', async () => {
  const host = await hub.joinAs('host', code, 'Rina');
  const { sender, producerId } = await speak(host, 4001);
  speakFor(sender, 20);
  await host.request('session:go-live', {});
  const { peer, packets } = await listen();
  await expect.poll(() => packets.length, { timeout: 10_000 }).toBeGreaterThan(25);
  const { levels } = await host.hears('levels:changed', (notice) => notice.levels.length > 0);
  expect(levels[0]!.dbov).toBe(-20);
  expect((await host.hears('speaker:changed')).peerId).toBe(levels[0]!.peerId);
  await host.hears('peer:changed', (p) => p.quality === 10);

  await host.request('producer:pause', { producerId });
  await peer.hears('producer:changed', (p) => p.paused);
  await host.hears('levels:changed', (notice) => notice.levels.length === 0);
  const before = packets.length;
  await host.request('producer:resume', { producerId });
  await expect.poll(() => packets.length).toBeGreaterThan(before + 10);
});

test('a visitor connected in the lobby receives not one packet before joining, and then at once', async () => {
  const host = await hub.joinAs('host', code, 'Rina');
  const { sender } = await speak(host, 4002);
  speakFor(sender, 20);
  await host.request('session:go-live', {});
  const visitor = await hub.connect({ cookie: 'device=reader' });
  const { receiveTransport } = await visitor.enter(code);
  const { consumers } = await visitor.request('lobby:prepare', {
    rtpCapabilities: deviceCapabilities,
    reception: { dataMode: 'full', isSmallScreen: false },
  });
  const end = new WebRtcEnd(receiveTransport);
  open.push(end);
  let received = 0;
  const dtlsParameters = end.receive(consumers, () => void (received += 1));
  const { transportId } = receiveTransport;
  await visitor.request('transport:connect', { transportId, dtlsParameters });
  await end.isConnected();

  const { packets } = await listen();
  await expect.poll(() => packets.length, { timeout: 10_000 }).toBeGreaterThan(25);
  expect(received).toBe(0);
  expect((await visitor.join('Ani')).consumers).toEqual(consumers);
  await expect.poll(() => received, { timeout: 10_000 }).toBeGreaterThan(25);
});

test('a killed worker moves its rooms; everyone is back with sound, other rooms never notice', async () => {
  const elsewhere = hub.sessions.add(`elsewhere-${number}`);
  const host = await hub.joinAs('host', code, 'Rina');
  const before = plane.workerPids();
  const other = await hub.joinAs('host', elsewhere.code);
  await host.request('session:go-live', {});
  const { sender: first } = await speak(host, 4003);
  speakFor(first, 20);

  // Which worker holds the room is not told; the one whose death moves it is.
  process.kill(before[0]!, 'SIGKILL');
  const moved = await Promise.race([
    host.hears('room:moved').then(() => ({ is: host, code })),
    other.hears('room:moved').then(() => ({ is: other, code: elsewhere.code })),
  ]);
  const unmoved = moved.is === host ? other : host;
  expect(unmoved.all('room:moved')).toEqual([]);
  const { producerId } = await speak(unmoved, 4004);
  expect(producerId).toEqual(expect.any(String));

  ({ code } = moved);
  await moved.is.enter(code);
  const state = await moved.is.join('Rina');
  expect(state.consumers).toEqual([]);
  const { sender } = await speak(moved.is, 4005);
  speakFor(sender, 25);
  const { packets } = await listen('moderator');
  await expect.poll(() => packets.length, { timeout: 10_000 }).toBeGreaterThan(5);
  await expect.poll(() => plane.workerPids().length).toBe(workers);
  expect(plane.workerPids()).not.toContain(before[0]);
});

test('mediasoup does not take our signals away', async () => {
  const ours = { SIGTERM: process.listeners('SIGTERM'), SIGINT: process.listeners('SIGINT') };
  const names = [...ours.SIGTERM, ...ours.SIGINT].map((listener) => listener.toString());
  expect(names.filter((text) => text.includes('closing the worker process'))).toEqual([]);
  // A worker is still closed with its pool.
  const alone = new Scope('alone', silentLog);
  const pool = await openMediasoupPlane(
    {
      ...{ listenIp: '127.0.0.1', announcedAddress: undefined, port: 0 },
      ...{ workers: 1, workerBin: undefined },
    },
    alone,
    silentLog,
  );
  const [pid] = pool.workerPids();
  expect(process.listeners('SIGTERM')).toEqual(ours.SIGTERM);
  await alone.close('test');
  const isRunning = (): boolean => {
    try {
      return process.kill(pid!, 0);
    } catch {
      return false;
    }
  };
  await expect.poll(isRunning, { timeout: 5000 }).toBe(false);
});
