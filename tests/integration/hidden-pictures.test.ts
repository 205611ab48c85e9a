import { observer, type types } from 'mediasoup';
import { Device, FakeHandler, testFakeParameters } from 'mediasoup-client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createRequest } from '../../client/session/request.ts';
import { RoomSession } from '../../client/session/room-session.ts';
import type { OpenSignalling } from '../../client/session/signalling.ts';
import type { NamedNotice } from '../../client/state/room-view.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openMediasoupPlane } from '../../server/sfu/mediasoup-plane.ts';
import { vp8Parameters } from '../support/device-parameters.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';

/**
 * What mediasoup does for a page that nobody sees: the page's own session asks over a real socket, and the consumers of
 * the real worker are looked at. That nothing of them is on the line is measured in tests/e2e/data-modes.test.ts.
 */

const scope = new Scope('hidden pictures', silentLog);
const consumers: types.Consumer[] = [];
let hub: RoomHub;
let host: RoomPeer;
let sending: string;
let session: RoomSession;

beforeAll(async () => {
  observeConsumers();
  const settings = { listenIp: '127.0.0.1', announcedAddress: undefined, port: 0, workers: 1 };
  const plane = await openMediasoupPlane(
    { ...settings, workerBin: undefined },
    scope,
    silentLog,
  );
  hub = await openRoomHub({ plane });
  const { code } = hub.sessions.add('seen-and-hidden', 'live');
  host = await hub.joinAs('host', code, 'Rina');
  sending = await host.goOnStage();
  await host.send(sending, 'microphone');
  await host.request('producer:open', {
    ...{ transportId: sending, source: 'camera', kind: 'video' },
    rtpParameters: vp8Parameters({ layers: 3 }),
  });
  const peer = await hub.connect({ cookie: 'device=eyes' });
  session = new RoomSession({
    ...{ code, invitation: undefined, tabId: 'tab-0001' },
    reception: { dataMode: 'full', isSmallScreen: true },
    openSignalling: signalOver(peer),
    createDevice: () =>
      Promise.resolve(
        new Device({ handlerFactory: FakeHandler.createFactory(testFakeParameters) }),
      ),
  });
  session.enter();
  await vi.waitFor(() => expect(session.snapshot.phase).toBe('lobby'));
  await session.join('Ani');
});
afterAll(async () => {
  session.close();
  await hub.close();
  await scope.close('tests ended');
});

/** All that this process' workers ever make, closed ones left out. */
function observeConsumers(): void {
  const follow = (consumer: types.Consumer): void => {
    consumers.push(consumer);
    consumer.observer.once('close', () => consumers.splice(consumers.indexOf(consumer), 1));
  };
  observer.on('newworker', (worker) => {
    worker.observer.on('newrouter', (router) => {
      router.observer.on('newtransport', (transport) => {
        transport.observer.on('newconsumer', follow);
      });
    });
  });
}

/** As a page speaks, without a page. */
function signalOver({ socket }: RoomPeer): OpenSignalling {
  return (events) => {
    socket.onAny((name: string, notice: unknown) =>
      events.notice({ name, notice } as NamedNotice),
    );
    return {
      request: createRequest(
        async (name, input, timeoutMs) =>
          (await socket.timeout(timeoutMs).emitWithAck(name, input)) as unknown,
      ),
      open: () => events.up(),
      reopen: () => undefined,
      probe: () => undefined,
      close: () => void socket.disconnect(),
    };
  };
}

const arePaused = (kind: types.MediaKind): boolean[] =>
  consumers.filter((consumer) => consumer.kind === kind).map(({ paused }) => paused);

test('a page that is seen has its pictures flowing', async () => {
  expect(session.snapshot.phase).toBe('joined');
  await expect.poll(() => arePaused('video')).toEqual([false]);
  expect(arePaused('audio')).toEqual([false]);
});

test('a picture is sent as large as it is shown, in device pixels, and not at all where it has no place', async () => {
  const [camera] = consumers.filter(({ kind }) => kind === 'video');
  for (const [devicePixels, spatialLayer] of [
    [180, 0],
    [360, 1],
    // Never the largest: this page is a phone's.
    [700, 1],
    [100, 0],
  ] as const) {
    session.receiver.shownAt(camera!.producerId, 'camera', devicePixels);
    await expect.poll(() => camera!.preferredLayers).toMatchObject({ spatialLayer });
  }
  session.receiver.shownAt(camera!.producerId, 'camera', 0);
  await expect.poll(() => arePaused('video')).toEqual([true]);
  session.receiver.shownAt(camera!.producerId, 'camera', 700);
  await expect.poll(() => arePaused('video')).toEqual([false]);
});

test('hidden, its pictures are paused at the worker, and what comes new stays so; sound goes on', async () => {
  session.receiver.wantPictures(false);
  await expect.poll(() => arePaused('video')).toEqual([true]);
  await host.send(sending, 'screen');
  await expect.poll(() => session.snapshot.tracks.size).toBe(3);
  expect(arePaused('video')).toEqual([true, true]);
  expect(arePaused('audio')).toEqual([false]);
});

test('seen again, they flow', async () => {
  session.receiver.wantPictures(true);
  await expect.poll(() => arePaused('video')).toEqual([false, false]);
  expect(arePaused('audio')).toEqual([false]);
});
