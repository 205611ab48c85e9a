import { Device, FakeHandler, testFakeParameters } from 'mediasoup-client';
import { expect, test, vi } from 'vitest';
import type { ProducerState } from '../../server/protocol/protocol.ts';
import { FakeHub } from '../../tests/support/fake-hub.ts';
import { RoomSession } from '../session/room-session.ts';
import { hasUnseenCamera } from './unseen-cameras.ts';

const camera: ProducerState = {
  ...{ producerId: 'rina-camera', peerId: 'rina', kind: 'video', source: 'camera' },
  paused: false,
};

/** A browser as mediasoup's fake is, which decodes VP8, with H.264 or without. */
function createDevice(hasH264: boolean): Promise<Device> {
  const capabilities = testFakeParameters.generateNativeRtpCapabilities();
  const { codecs = [] } = testFakeParameters.generateRouterRtpCapabilities();
  const h264 = codecs.filter(({ mimeType }) => mimeType === 'video/H264');
  capabilities.codecs?.push(
    ...(hasH264
      ? h264.map((codec) => structuredClone({ ...codec, preferredPayloadType: 126 }))
      : []),
  );
  const parameters = {
    ...testFakeParameters,
    generateNativeRtpCapabilities: () => capabilities,
  };
  return Promise.resolve(new Device({ handlerFactory: FakeHandler.createFactory(parameters) }));
}

type Case = {
  hasH264?: boolean;
  broadcast?: boolean;
  producers?: ProducerState[];
  /** The camera comes all the same, as VP8 does. */
  isSent?: boolean;
  dataMode?: 'full' | 'slides';
};

async function seen(one: Case): Promise<boolean> {
  const { hasH264 = false, broadcast = true, producers = [camera], isSent = false } = one;
  const hub = new FakeHub();
  Object.assign(hub.session, { broadcast });
  hub.producers = producers;
  hub.consumers = isSent ? [hub.consumer('rina-camera', 'video/VP8')] : [];
  const session = new RoomSession({
    ...{ code: 'klub-buku', invitation: undefined, tabId: 'tab-0001' },
    reception: { dataMode: one.dataMode ?? 'full', isSmallScreen: true },
    openSignalling: hub.openSignalling,
    createDevice: () => createDevice(hasH264),
  });
  session.enter();
  await vi.waitFor(() => expect(session.snapshot.phase).toBe('lobby'));
  await session.join('Ani');
  const { snapshot } = session;
  expect(snapshot.phase).toBe('joined');
  return hasUnseenCamera(snapshot.room!, snapshot);
}

test('a browser without H.264 misses cameras of a session in broadcast mode', async () => {
  expect(await seen({})).toBe(true);
});

test.each<[string, Case]>([
  ['with H.264', { hasH264: true }],
  ['in any other session', { broadcast: false }],
  ['of a camera that comes in VP8', { isSent: true }],
  ['while nobody shows a camera', { producers: [{ ...camera, paused: true }] }],
  ['of screens', { producers: [{ ...camera, source: 'screen' }] }],
  ['where no pictures are wanted', { dataMode: 'slides' }],
])('nothing is missed %s', async (_, one) => {
  expect(await seen(one)).toBe(false);
});
