import { afterEach, expect, test } from 'vitest';
import { roomRequests, requests, type RequestName } from '../../server/protocol/protocol.ts';
import {
  clientDtls,
  deviceCapabilities,
  opusParameters,
} from '../support/device-parameters.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';

/** Anyone may test a line: so all that a stranger could do with it. */

let hub: RoomHub;
let plane: FakeMediaPlane;
afterEach(() => hub.close());

type Options = Partial<Parameters<typeof openRoomHub>[0]>;
async function openHub(options: Options = {}): Promise<void> {
  plane = new FakeMediaPlane();
  hub = await openRoomHub({ plane, ...options });
}

const pictureCapabilities = {
  codecs: [
    { kind: 'video', mimeType: 'video/VP8', preferredPayloadType: 101, clockRate: 90_000 },
  ],
};

const openPlaces = (): number => plane.rooms.filter(({ closed }) => !closed).length;
const echo = () => ({
  rtpParameters: opusParameters(),
  rtpCapabilities: deviceCapabilities,
});

async function begin(peer: RoomPeer) {
  const { sendTransport, receiveTransport } = await peer.request('line-test:open', {});
  for (const { transportId } of [sendTransport, receiveTransport]) {
    await peer.request('line-test:connect', { transportId, dtlsParameters: clientDtls });
  }
  return sendTransport.transportId;
}

test('what a person sends comes back to them, without any room', async () => {
  await openHub({ turn: { urls: ['turn:relay.example'], secret: 'secret' } });
  const peer = await hub.connect();
  const { sendTransport, receiveTransport } = await peer.request('line-test:open', {});
  expect(sendTransport.iceServers).toMatchObject([{ urls: ['turn:relay.example'] }]);
  for (const { transportId } of [sendTransport, receiveTransport]) {
    await peer.request('line-test:connect', { transportId, dtlsParameters: clientDtls });
  }
  const { producerId, consumer } = await peer.request('line-test:echo', echo());
  expect(consumer).toMatchObject({ producerId, kind: 'audio' });
  const [place] = plane.rooms;
  const [opened] = place!.transports.get(receiveTransport.transportId)!.consumers.values();
  expect(opened?.paused).toBe(false);
  expect(hub.rooms.count()).toMatchObject({ rooms: 0 });

  await peer.request('line-test:close', {});
  expect(openPlaces()).toBe(0);
  expect(await peer.refusal('line-test:echo', echo())).toBe('not-found');
});

test('bad messages are refused and change nothing', async () => {
  const patient = { burst: 1_000, perSecond: 1_000 };
  await openHub({ socketLimits: { requests: patient, patience: patient } });
  const peer = await hub.connect();
  const other = await hub.connect();
  const dtlsParameters = clientDtls;
  expect(await peer.refusal('line-test:echo', echo())).toBe('not-found');
  expect(await peer.refusal('line-test:connect', { transportId: 'x', dtlsParameters })).toBe(
    'not-found',
  );
  const transportId = await begin(peer);
  await begin(other);

  const good: Partial<Record<RequestName, Record<string, unknown>>> = {
    'line-test:open': {},
    'line-test:connect': { transportId, dtlsParameters },
    'line-test:echo': echo(),
    'line-test:close': {},
    'connection:probe': {},
  };
  const names = Object.keys(requests).filter((name) => !Object.hasOwn(roomRequests, name));
  expect(Object.keys(good).sort()).toEqual(names.sort());
  for (const [name, input] of Object.entries(good) as [RequestName, object][]) {
    const wrong = Object.keys(input).flatMap((key) =>
      [null, 5, true, [], '', 'x'.repeat(70), undefined]
        .map((value) => ({ ...input, [key]: value }))
        .filter((changed) => !requests[name].input.safeParse(changed).success),
    );
    for (const bad of [null, undefined, 'text', [], { ...input, extra: 1 }, ...wrong]) {
      expect([name, bad, await peer.refusal(name, bad)]).toEqual([name, bad, 'invalid-input']);
    }
  }
  const badSound = [
    { ...echo(), rtpParameters: {} },
    { ...echo(), rtpCapabilities: {} },
    { ...echo(), rtpCapabilities: pictureCapabilities },
  ];
  for (const bad of badSound) {
    expect(await peer.refusal('line-test:echo', bad)).toBe('invalid-input');
  }
  expect(openPlaces()).toBe(2);
  const sent = plane.rooms.flatMap(({ producers }) => [...producers.values()]);
  expect(sent.filter(({ closed }) => !closed)).toEqual([]);
  // Nobody can name what is another's, and nothing is done twice.
  const mine = { transportId, dtlsParameters };
  expect(await other.refusal('line-test:connect', mine)).toBe('not-found');
  expect(await peer.refusal('line-test:connect', mine)).toBe('conflict');
  expect(await peer.refusal('line-test:echo', echo())).toBe('ok');
  expect(await peer.refusal('line-test:echo', echo())).toBe('conflict');
});

test('one at a time for each socket, and it ends with the socket', async () => {
  await openHub();
  const peer = await hub.connect();
  await Promise.all([1, 2, 3].map(() => peer.raw('line-test:open', {})));
  expect(openPlaces()).toBe(1);
  await begin(peer);
  expect(openPlaces()).toBe(1);
  peer.close();
  await expect.poll(openPlaces).toBe(0);
});

test('few at once, fewer from one address, and not too often', async () => {
  await openHub({
    lineTestLimits: { atOnce: 3, perAddress: 2, begun: { burst: 3, perSecond: 0.001 } },
    addressOf: (request) => String(request.headers['x-from']),
  });
  const from = async (address: string) => hub.connect({ headers: { 'x-from': address } });
  const [one, two, three] = [await from('a'), await from('a'), await from('a')];
  await begin(one);
  await begin(two);
  expect(await three.refusal('line-test:open', {})).toBe('too-many');
  const elsewhere = [await from('b'), await from('c')];
  await begin(elsewhere[0]!);
  expect(await elsewhere[1]!.refusal('line-test:open', {})).toBe('too-many');
  expect(openPlaces()).toBe(3);

  await one.request('line-test:close', {});
  expect(await three.refusal('line-test:open', {})).toBe('ok');
  await three.request('line-test:close', {});
  // A fourth beginning of this address is one too many, though there is room.
  expect(await one.refusal('line-test:open', {})).toBe('too-many');
  expect(openPlaces()).toBe(2);
});

test('a test ends by itself, and then so does a socket that is there for nothing else', async () => {
  await openHub({
    lineTestLimits: { lastsMs: 600 },
    socketLimits: { idleMs: 250, idleSpreadMs: 0 },
  });
  const peer = await hub.connect();
  await begin(peer);
  await expect.poll(openPlaces).toBe(0);
  expect(peer.socket.connected).toBe(true);
  await expect.poll(() => peer.socket.connected).toBe(false);
});

test('without a worker there is no test, and a lost one ends', async () => {
  await openHub();
  const peer = await hub.connect();
  plane.isFull = true;
  expect(await peer.refusal('line-test:open', {})).toBe('unavailable');
  plane.isFull = false;
  await begin(peer);
  plane.rooms.at(-1)!.lose();
  await expect.poll(() => peer.refusal('line-test:echo', echo())).toBe('not-found');
  expect(openPlaces()).toBe(0);
});
