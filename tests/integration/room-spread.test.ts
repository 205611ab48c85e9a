import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { Opaque } from '../../server/rooms/media-plane.ts';
import type { ConsumerState, TransportOptions } from '../../server/protocol/protocol.ts';
import { openMediasoupPlane, type MediasoupPlane } from '../../server/sfu/mediasoup-plane.ts';
import { freePort } from '../support/free-port.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';
import { WebRtcEnd } from '../support/webrtc-end.ts';
import { vp8Frames, type Layer } from '../support/webrtc-senders.ts';

/** Two workers, and rooms that are on both at once: one receiver weighs more than anything a worker does here. */
const spread = { receiversPerWorker: 1, growAt: 0, margin: -1 };
const workers = 2;
/** Tells the layers of a picture apart. */
const layerBytes = [150, 400, 900];
const framesPerSecond = 30;
const patience = { timeout: 10_000 };

let scope: Scope;
let plane: MediasoupPlane;
let port = 0;
let hub: RoomHub;
let code = '';
let sessionId = '';
let number = 0;

beforeAll(async () => {
  scope = new Scope('media', silentLog);
  port = await freePort();
  plane = await openMediasoupPlane(
    {
      ...{ listenIp: '127.0.0.1', announcedAddress: undefined, workerBin: undefined },
      ...{ port, workers, spread },
    },
    scope,
    silentLog,
  );
  hub = await openRoomHub({ plane });
  scope.defer('hub', () => hub.close());
});
afterAll(() => scope.close('test done'));
afterEach(() => hub.rooms.sessionDeleted(sessionId));
beforeEach(() => {
  ({ code, sessionId } = hub.sessions.add(`spread-${(number += 1)}`));
});

/** Each worker has a port of its own, in the order of their process ids. */
const workerOf = ({ iceCandidates }: TransportOptions): number =>
  (iceCandidates[0] as { port: number }).port - port;

function openEnd(transport: TransportOptions): WebRtcEnd {
  const end = new WebRtcEnd(transport);
  scope.defer('end', () => end.close());
  return end;
}

const publish = async (who: 'host' | 'speaker', firstSsrc: number) =>
  send(await hub.joinAs(who, code, who), firstSsrc);

/** On stage with voice and face, for real. */
async function send(peer: RoomPeer, firstSsrc: number) {
  const { sendTransport } = await peer.request('stage:enter', {});
  const { transportId } = sendTransport;
  const layers = layerBytes.map((packetBytes, index): Layer => ({
    ssrc: firstSsrc + 1 + index,
    frames: vp8Frames({ keyFrameEvery: 15, packetsPerFrame: 2, packetBytes }),
  }));
  const end = openEnd(sendTransport);
  const { dtlsParameters, audio, video } = end.send({ opus: firstSsrc, layers });
  await peer.request('recording:consent', { granted: true, textVersion: 'v1' });
  await peer.request('transport:connect', { transportId, dtlsParameters });
  const open = async (kind: 'audio' | 'video', source: 'microphone' | 'camera') => {
    const { rtpParameters } = kind === 'audio' ? audio : video;
    const input = { transportId, kind, source, rtpParameters };
    return (await peer.request('producer:open', input)).producerId;
  };
  const [voice, face] = [await open('audio', 'microphone'), await open('video', 'camera')];
  audio.sender.start(20);
  video.sender.start(framesPerSecond);
  scope.defer('senders', () => {
    audio.sender.stop();
    video.sender.stop();
  });
  return { peer, home: workerOf(sendTransport), voice, face, sender: video.sender };
}

/** A listener, and what it has received of each producer since it joined. */
async function listen() {
  const peer = await hub.connect({ cookie: `device=ears-${number}` });
  const packets = new Map<string, Buffer[]>();
  let end: WebRtcEnd;

  const receive = (consumers: readonly ConsumerState[]): Opaque => {
    const arrived = new Map(consumers.map((one) => [one.consumerId, [] as Buffer[]]));
    for (const one of consumers) packets.set(one.producerId, arrived.get(one.consumerId)!);
    return end.receive(consumers, (id, packet) => arrived.get(id)?.push(packet));
  };
  /** From the lobby into the room, as a page does at first and after every loss. */
  const join = async () => {
    const { receiveTransport } = await peer.enter(code);
    const { consumers } = await peer.join('Budi');
    end = openEnd(receiveTransport);
    const dtlsParameters = receive(consumers);
    const { transportId } = receiveTransport;
    await peer.request('transport:connect', { transportId, dtlsParameters });
    return { worker: workerOf(receiveTransport), receiveTransport, consumers };
  };
  const of = (producerId: string): Buffer[] => packets.get(producerId) ?? [];
  return { peer, of, receive, join };
}

/** A listener where the stage sends and one on the other worker; a third may be in the room. */
async function listenOnBoth(home: number) {
  const on = new Map<boolean, Awaited<ReturnType<typeof listenJoined>>>();
  while (on.size < 2) {
    const listener = await listenJoined();
    on.set(listener.worker === home, listener);
  }
  return { near: on.get(true)!, far: on.get(false)! };
}

async function listenJoined() {
  const listener = await listen();
  return { ...listener, ...(await listener.join()) };
}

test('what the stage sends reaches both workers: sound, every layer, mutes, late comers', async () => {
  const host = await publish('host', 5000);
  await host.peer.request('session:go-live', {});
  const { near, far } = await listenOnBoth(host.home);
  for (const { of, peer, consumers } of [near, far]) {
    await expect.poll(() => of(host.voice).length, patience).toBeGreaterThan(10);
    await expect.poll(() => of(host.face).length, patience).toBeGreaterThan(30);
    const face = consumers.find(({ producerId }) => producerId === host.face)!.consumerId;
    for (const spatialLayer of [0, 2] as const) {
      await peer.request('consumer:prefer', { consumerId: face, spatialLayer });
      const isLayer = (packet: Buffer): boolean =>
        Math.abs(packet.length - layerBytes[spatialLayer]!) < 50;
      await expect.poll(() => of(host.face).slice(-6).every(isLayer), patience).toBe(true);
    }
  }

  await host.peer.request('producer:pause', { producerId: host.face });
  await far.peer.hears('producer:changed', ({ paused }) => paused);
  far.of(host.face).length = 0;
  await host.peer.request('producer:resume', { producerId: host.face });
  await expect.poll(() => far.of(host.face).length, patience).toBeGreaterThan(10);

  // A keyframe that is asked for on the other worker is asked of the sender.
  const asked = host.sender.keyFrameRequests;
  const { consumerId } = far.consumers.find((one) => one.producerId === host.face)!;
  await far.peer.request('consumer:pause', { consumerId });
  await far.peer.request('consumer:resume', { consumerId });
  await expect.poll(() => host.sender.keyFrameRequests, patience).toBeGreaterThan(asked);

  const sari = await publish('speaker', 6000);
  const late = await far.peer.hears('consumer:opened', (one) => one.producerId === sari.voice);
  far.receive([late]);
  await far.peer.request('consumer:resume', { consumerId: late.consumerId });
  await expect.poll(() => far.of(sari.voice).length, patience).toBeGreaterThan(10);
  await sari.peer.request('producer:close', { producerId: sari.voice });
  await far.peer.hears('consumer:closed', (one) => one.consumerId === late.consumerId);

  // Levels are taken where the stage sends.
  const { levels } = await host.peer.hears('levels:changed', (told) => told.levels.length > 0);
  expect(levels[0]!.dbov).toBe(-20);
});

test('the other worker dies: who received there is back in a moment, nobody else and no recording notices', async () => {
  const host = await publish('host', 7000);
  await host.peer.request('session:go-live', {});
  const captured = await capture(host.face);
  const { near, far } = await listenOnBoth(host.home);
  await expect.poll(() => near.of(host.face).length, patience).toBeGreaterThan(30);
  await expect.poll(() => far.of(host.face).length, patience).toBeGreaterThan(30);

  process.kill(plane.workerPids()[far.worker]!, 'SIGKILL');
  const { transportId } = far.receiveTransport;
  expect(await far.peer.hears('transport:lost')).toEqual({ transportId });
  await far.join();
  await expect.poll(() => far.of(host.face).length, patience).toBeGreaterThan(30);

  for (const { peer } of [host, near, far]) expect(peer.all('room:moved')).toEqual([]);
  expect(near.peer.all('transport:lost')).toEqual([]);
  const before = { near: near.of(host.face).length, captured: captured.length };
  await expect
    .poll(() => near.of(host.face).length, patience)
    .toBeGreaterThan(before.near + 30);
  await expect.poll(() => captured.length, patience).toBeGreaterThan(before.captured + 30);
  expect(missing(captured)).toBe(0);
  expect(hub.recorder(sessionId).told).not.toContain('mediaPlaneLost');
});

test('the worker of the stage dies: the room moves, and is on both workers again', async () => {
  const host = await publish('host', 8000);
  await host.peer.request('session:go-live', {});
  const { near, far } = await listenOnBoth(host.home);
  process.kill(plane.workerPids()[host.home]!, 'SIGKILL');
  for (const { peer } of [host, near, far]) await peer.hears('room:moved');
  await host.peer.enter(code);
  await host.peer.join('host');
  const again = await send(host.peer, 8100);
  for (const listener of [near, far]) {
    await listener.join();
    await expect.poll(() => listener.of(again.face).length, patience).toBeGreaterThan(10);
  }
  await expect.poll(() => plane.workerPids().length).toBe(workers);
});

/** What the recorder would get of a producer. */
async function capture(producerId: string): Promise<Buffer[]> {
  const packets: Buffer[] = [];
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1024 * 1024 });
  scope.defer('capture', () => void socket.close());
  socket.on('message', (bytes) => {
    if (bytes.length > 100) packets.push(bytes);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const room = await hub.recorder(sessionId).openCapture!(socket.address().port);
  await (await room.consume(producerId)).resume();
  return packets;
}

/** How many sequence numbers are not there between the first and the last. */
function missing(packets: readonly Buffer[]): number {
  const sequences = packets.map((packet) => packet.readUInt16BE(2));
  const [first = 0, last = 0] = [sequences[0], sequences.at(-1)];
  return ((last - first) & 0xffff) + 1 - new Set(sequences).size;
}
