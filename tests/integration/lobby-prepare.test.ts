import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DataMode } from '../../server/protocol/data-mode.ts';
import { clientDtls, deviceCapabilities } from '../support/device-parameters.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';

/** What a visitor who reads the page has open already, seen from the media plane: all of it waits for the click. */

const plane = new FakeMediaPlane();
let hub: RoomHub;
let code = '';
let sessionId = '';
let number = 0;
let rina: RoomPeer;
let sends: string;
let voice: string;
let face: string;

beforeAll(async () => {
  hub = await openRoomHub({ plane });
});
afterAll(() => hub.close());
beforeEach(async () => {
  ({ code, sessionId } = hub.sessions.add(`ready-${(number += 1)}`, 'live'));
  rina = await hub.joinAs('host', code, 'Rina');
  sends = await rina.goOnStage();
  voice = await rina.send(sends, 'microphone');
  face = await rina.send(sends, 'camera');
});

const wish = (dataMode: DataMode) => ({ dataMode, isSmallScreen: false });

const prepare = (peer: RoomPeer, dataMode: DataMode = 'full') =>
  peer.request('lobby:prepare', {
    rtpCapabilities: deviceCapabilities,
    reception: wish(dataMode),
  });

const join = (peer: RoomPeer, dataMode: DataMode = 'full') =>
  peer.request('room:join', {
    ...{ displayName: 'Ani', rtpCapabilities: deviceCapabilities },
    reception: wish(dataMode),
  });

/** A visitor in the lobby, and what the media plane has open for them. */
async function visitor() {
  const peer = await hub.connect({ cookie: `device=reader-${number}` });
  const { receiveTransport } = await peer.enter(code);
  const transport = plane.roomOf(sessionId).transports.get(receiveTransport.transportId)!;
  const open = () => [...transport.consumers.values()].filter((one) => !one.closed);
  const of = (consumers: ReturnType<typeof open>) =>
    consumers.map(({ state }) => state.producerId).sort();
  return {
    ...{ peer, transport },
    opened: () => of(open()),
    flowing: () => of(open().filter(({ paused }) => !paused)),
  };
}

test('everything is open and nothing flows in the lobby; joining lets it flow', async () => {
  const { peer, transport, opened, flowing } = await visitor();
  const { consumers } = await prepare(peer);
  const { transportId } = transport;
  await peer.request('transport:connect', { transportId, dtlsParameters: clientDtls });
  expect(transport.connected).toBe(true);
  expect(opened()).toEqual([voice, face].sort());
  for (const { consumerId } of consumers) {
    expect(await peer.refusal('consumer:resume', { consumerId })).toBe('not-joined');
  }
  expect(await peer.refusal('transport:open', { direction: 'receive' })).toBe('not-joined');
  await rina.request('producer:pause', { producerId: face });
  await rina.request('producer:resume', { producerId: face });
  expect(flowing()).toEqual([]);

  const state = await join(peer);
  expect(flowing()).toEqual([voice, face].sort());
  const ids = (list: readonly { consumerId: string }[]) =>
    list.map(({ consumerId }) => consumerId).sort();
  expect(ids(state.consumers)).toEqual(ids(consumers));
});

test('nobody in the room sees or counts who is only made ready', async () => {
  const { peer } = await visitor();
  await prepare(peer);
  const stays = hub.attendance.stays.size;
  const moderator = await hub.enterAs('moderator', code);
  const { peers, listenerCount } = await moderator.join('Sari');
  expect(peers.map(({ displayName }) => displayName)).toEqual(['Rina']);
  expect(listenerCount).toBe(0);
  expect(hub.attendance.stays.size).toBe(stays + 1);
});

test('what begins later waits for the page, which is connected and has yet to hear of it', async () => {
  const { peer, flowing } = await visitor();
  await prepare(peer);
  const screen = await rina.send(sends, 'screen');
  const { consumers } = await join(peer);
  expect(flowing()).toEqual([voice, face].sort());
  const { consumerId } = consumers.find(({ producerId }) => producerId === screen)!;
  await peer.request('consumer:resume', { consumerId });
  expect(flowing()).toContain(screen);
});

test('what ends in the meantime is closed, and the page hears of it', async () => {
  const { peer, opened } = await visitor();
  const { consumers } = await prepare(peer);
  await rina.request('producer:close', { producerId: face });
  const { consumerId } = consumers.find(({ producerId }) => producerId === face)!;
  await peer.hears('consumer:closed', (notice) => notice.consumerId === consumerId);
  expect(opened()).toEqual([voice]);
  expect((await join(peer)).consumers).toHaveLength(1);
});

test('the data mode counts from the lobby on, and the one that joining brings counts last', async () => {
  const { peer, opened, flowing, transport } = await visitor();
  await prepare(peer, 'sound');
  expect(opened()).toEqual([voice]);
  expect(transport.pictureLimit).toBe(200_000);
  await prepare(peer, 'full');
  expect(opened()).toEqual([voice, face].sort());
  await join(peer, 'slides');
  expect(opened()).toEqual([voice]);
  expect(flowing()).toEqual([voice]);
});

test('made ready twice, a visitor has one of each', async () => {
  const { peer, opened } = await visitor();
  const [first, second] = await Promise.all([prepare(peer), prepare(peer)]);
  expect(second).toEqual(first);
  await Promise.all([prepare(peer), join(peer)]);
  expect(opened()).toHaveLength(2);
  expect(await peer.refusal('lobby:prepare', {})).toBe('invalid-input');
  expect(await prepare(peer).catch((error: unknown) => error)).toMatchObject({
    code: 'not-joined',
  });
});

test('who may not come in yet, is a stranger, or holds no such transport gets nothing', async () => {
  const early = hub.sessions.add(`early-${number}`);
  const waiting = await hub.enterAs('listener', early.code);
  const ask = { rtpCapabilities: deviceCapabilities, reception: wish('full') };
  expect(await waiting.refusal('lobby:prepare', ask)).toBe('forbidden');
  const speaker = await hub.enterAs('speaker', early.code);
  expect(await speaker.refusal('lobby:prepare', ask)).toBe('ok');

  const newcomer = await visitor();
  await rina.request('room:lock', { isLocked: true });
  expect(await newcomer.peer.refusal('lobby:prepare', ask)).toBe('locked');
  expect(newcomer.opened()).toEqual([]);

  const stranger = await hub.connect();
  expect(await stranger.refusal('lobby:prepare', ask)).toBe('not-joined');
  const { transport } = await visitor();
  const { peer } = await visitor();
  const { transportId } = transport;
  const connect = { transportId, dtlsParameters: clientDtls };
  expect(await peer.refusal('transport:connect', connect)).toBe('not-found');
  expect(await peer.refusal('transport:restart-ice', { transportId })).toBe('not-found');
  expect(transport.connected).toBe(false);
});

test('so many visitors are made ready and no more; those beyond come in as well', async () => {
  const visitors = await Promise.all(Array.from({ length: 103 }, () => visitor()));
  const prepared = await Promise.all(visitors.map(({ peer }) => prepare(peer)));
  const without = visitors.filter((_, index) => prepared[index]!.consumers.length === 0);
  expect(without).toHaveLength(3);
  await join(without[0]!.peer);
  expect(without[0]!.flowing()).toHaveLength(2);

  // Who leaves the lobby makes room.
  const ready = visitors.find((one) => !without.includes(one))!;
  await ready.peer.request('room:leave', {});
  expect(ready.transport.closed).toBe(true);
  expect((await prepare(without[1]!.peer)).consumers).toHaveLength(2);
});
