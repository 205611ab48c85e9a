import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';

const plane = new FakeMediaPlane();
let hub: RoomHub;
let code = '';
let sessionId = '';
let host: RoomPeer;

beforeAll(async () => {
  hub = await openRoomHub({ plane });
});
afterAll(() => hub.close());
beforeEach(async () => {
  ({ code, sessionId, host } = await hub.openRoom('live'));
});

const cookieOf = (peer: RoomPeer): string =>
  (peer.socket.io.opts as { extraHeaders: { cookie: string } }).extraHeaders.cookie;

test('whoever is removed leaves at once, in all tabs, and is refused until a host lets them in', async () => {
  const budi = await hub.enterAs('speaker', code);
  const { you } = await budi.join('Budi');
  await budi.send(await budi.goOnStage(), 'microphone');
  const cookie = cookieOf(budi);
  const tab = await hub.connect({ cookie });
  await tab.enter(code);
  await host.request('person:remove', { peerId: you.peerId });
  expect(await budi.hears('seat:ended')).toEqual({ problem: 'removed' });
  await tab.hears('seat:ended');
  await Promise.all([budi.isClosed(), tab.isClosed()]);
  await host.hears('peer:left', ({ peerId }) => peerId === you.peerId);
  expect(plane.roomOf(sessionId).producers.size).toBe(0);

  const again = await hub.connect({ cookie });
  const entering = { code, tabId: again.tabId, invitation: 'speaker' };
  expect(await again.refusal('lobby:enter', entering)).toBe('removed');
  const { removals } = await host.request('removals:read', {});
  expect(removals.map(({ displayName, byName }) => [displayName, byName])).toEqual([
    ['Budi', 'Rina'],
  ]);
  const [{ removalId } = { removalId: '' }] = removals;
  const moderator = await hub.joinAs('moderator', code);
  expect(await moderator.refusal('person:readmit', { removalId })).toBe('forbidden');
  await host.request('person:readmit', { removalId });
  expect(await again.refusal('lobby:enter', entering)).toBe('ok');
});

test('a room that opens again remembers who was removed', async () => {
  const budi = await hub.enterAs('listener', code);
  const { you } = await budi.join('Budi');
  await host.request('person:remove', { peerId: you.peerId });
  await budi.isClosed();
  await hub.rooms.sessionDeleted(sessionId);
  const again = await hub.connect({ cookie: cookieOf(budi) });
  expect(await again.refusal('lobby:enter', { code, tabId: again.tabId })).toBe('removed');
});

test('who was removed does not come into the practice of the session either, until they are let in', async () => {
  const scheduled = hub.sessions.add(`${code}-other`);
  const hosting = await hub.joinAs('host', scheduled.code);
  const budi = await hub.enterAs('speaker', scheduled.code);
  const { you } = await budi.join('Budi');
  const practice = await hosting.request('practice:open', {});
  // Its room is open already.
  await hub.joinAs('host', practice.code);
  await hosting.request('person:remove', { peerId: you.peerId });
  await budi.isClosed();

  const again = await hub.connect({ cookie: cookieOf(budi) });
  const entering = { code: practice.code, tabId: again.tabId, invitation: 'speaker' };
  expect(await again.refusal('lobby:enter', entering)).toBe('removed');
  const { removals } = await hosting.request('removals:read', {});
  await hosting.request('person:readmit', { removalId: removals[0]!.removalId });
  expect(await again.refusal('lobby:enter', entering)).toBe('ok');
});

test('nobody removes a host but a host, nor themselves', async () => {
  const moderator = await hub.enterAs('moderator', code);
  const { you } = await moderator.join('Sari');
  const { roster } = hub.rooms.find(sessionId)!;
  const hostId = roster.peerAt(host.socket.id!)!.peerId;
  expect(await moderator.refusal('person:remove', { peerId: hostId })).toBe('forbidden');
  expect(await moderator.refusal('person:remove', { peerId: you.peerId })).toBe('forbidden');
  expect(roster.peers.size).toBe(2);
});

test('a revoked link and a closed account end the seats that came through them, and no others', async () => {
  const speaker = await hub.joinAs('speaker', code);
  const moderator = await hub.joinAs('moderator', code);
  await hub.rooms.linkRevoked(sessionId, 'speaker');
  expect(await speaker.hears('seat:ended')).toEqual({ problem: 'gone' });
  await speaker.isClosed();
  await hub.rooms.accountClosed('rina');
  await host.hears('seat:ended');
  await host.isClosed();
  expect(moderator.all('seat:ended')).toEqual([]);
  expect(hub.rooms.find(sessionId)!.roster.peers.size).toBe(1);
});
