import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHttpServer } from '../../server/http/http-server.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openMediasoupPlane } from '../../server/sfu/mediasoup-plane.ts';
import { addressLimitSizes } from '../../server/socket/address-limits.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { get } from '../support/http-get.ts';
import { openRoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';
import { WebRtcEnd } from '../support/webrtc-end.ts';

let scope: Scope;
beforeEach(() => void (scope = new Scope('crowd', silentLog)));
afterEach(() => scope.close('test done'));

/** A host on stage who speaks. */
async function speak(host: RoomPeer): Promise<string> {
  const { sendTransport } = await host.request('stage:enter', {});
  const { transportId } = sendTransport;
  const end = new WebRtcEnd(sendTransport);
  scope.defer('host', () => end.close());
  const { dtlsParameters, rtpParameters, sender } = end.sendOpus(9000);
  await host.request('recording:consent', { granted: true, textVersion: 'v1' });
  await host.request('transport:connect', { transportId, dtlsParameters });
  const input = { transportId, kind: 'audio', source: 'microphone', rtpParameters } as const;
  const { producerId } = await host.request('producer:open', input);
  sender.start(20);
  scope.defer('sender', () => sender.stop());
  return producerId;
}

test('two hundred people come at once from one address: all are in and hear, none is refused', async () => {
  const plane = await openMediasoupPlane(
    {
      ...{ listenIp: '127.0.0.1', announcedAddress: undefined, workerBin: undefined },
      ...{ port: 0, workers: 2 },
    },
    scope,
    silentLog,
  );
  const hub = await openRoomHub({ plane });
  scope.defer('hub', () => hub.close());
  const { code } = hub.sessions.add('crowded');
  const host = await hub.joinAs('host', code);
  await speak(host);
  await host.request('session:go-live', {});

  const heard = new Set<number>();
  const ports = new Set<number>();
  const come = async (number: number): Promise<void> => {
    const peer = await hub.connect({ cookie: `device=crowd-${number}` });
    const { receiveTransport } = await peer.enter(code);
    const { transportId, iceCandidates } = receiveTransport;
    ports.add((iceCandidates[0] as { port: number }).port);
    const { consumers } = await peer.join(`Tamu ${number}`);
    const end = new WebRtcEnd(receiveTransport);
    scope.defer('end', () => end.close());
    const dtlsParameters = end.receive(consumers, () => heard.add(number));
    await peer.request('transport:connect', { transportId, dtlsParameters });
  };
  await Promise.all(Array.from({ length: 200 }, (_, number) => come(number)));
  await expect.poll(() => heard.size, { timeout: 60_000, interval: 200 }).toBe(200);
  // More than one worker should carry.
  expect(ports.size).toBe(2);
  await host.hears('listeners:changed', ({ listenerCount }) => listenerCount === 200);
}, 120_000);

test('a flood of sockets from one address is cut off, and costs nobody else theirs', async () => {
  const connects = { burst: 50, perSecond: 0 };
  const hub = await openRoomHub({
    plane: new FakeMediaPlane(),
    addressOf: (request) => String(request.headers['x-address'] ?? 'flood'),
    socketLimits: { address: { ...addressLimitSizes, connects } },
  });
  scope.defer('hub', () => hub.close());
  const { code } = hub.sessions.add('flooded', 'live');
  const attempts = await Promise.allSettled(
    Array.from({ length: 80 }, () => hub.connect({ cookie: 'device=flood' })),
  );
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(50);
  const headers = { 'x-address': 'elsewhere' };
  const visitor = await hub.connect({ cookie: 'device=visitor', headers });
  await visitor.enter(code);
  expect((await visitor.join('Budi')).you.role).toBe('listener');
});

test('idle connections beyond the limit are cut off, and there is room again when the others go', async () => {
  const config = {
    ...{ host: '127.0.0.1', port: 0, publicOrigin: undefined },
    ...{ trustedProxies: [], tls: undefined },
  };
  const http = await createHttpServer({
    ...{ config, log: silentLog, scope, routers: [] },
    connectionLimits: { all: 1000, perAddress: 50 },
    patience: { headersMs: 60_000, requestMs: 60_000, silentMs: 60_000, checkMs: 1000 },
  });
  const { port } = await http.listen();
  const idle = await Promise.all(Array.from({ length: 80 }, () => openIdle(port)));
  const open = (): Socket[] => idle.filter((socket) => !socket.destroyed);
  await expect.poll(() => open().length, { timeout: 20_000 }).toBe(50);
  for (const socket of open()) socket.destroy();
  const ask = (): Promise<number> =>
    get(`http://127.0.0.1:${port}/nothing`).then(
      ({ status }) => status,
      () => 0,
    );
  await expect.poll(ask, { timeout: 20_000 }).toBe(404);
});

/** A connection that says nothing. */
function openIdle(port: number): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.resume();
    socket.once('connect', () => resolve(socket));
    socket.once('close', () => resolve(socket));
  });
}
