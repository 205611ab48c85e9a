import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { PeerOptions, RoomPeer } from '../support/room-peer.ts';

let hub: RoomHub;
let code = '';
let sessionId = '';
let number = 0;

beforeAll(async () => {
  hub = await openRoomHub({ plane: new FakeMediaPlane() });
});
afterAll(() => hub.close());
beforeEach(() => {
  ({ code, sessionId } = hub.sessions.add(`easy-${(number += 1)}`, 'live'));
});

/** In the room through a personal link, on whatever device. */
async function uniRos(device: PeerOptions = { cookie: 'device=phone' }) {
  const peer = await hub.connect(device);
  const { role, displayName } = await peer.enter(code, 'listener');
  const { you } = await peer.join(displayName);
  return { peer, role, you };
}

const isMarked =
  (peerId: string) => (peer: { peerId: string; cannotHear?: boolean | undefined }) =>
    peer.peerId === peerId && peer.cannotHear === true;
const isUnmarked =
  (peerId: string) => (peer: { peerId: string; cannotHear?: boolean | undefined }) =>
    peer.peerId === peerId && peer.cannotHear === undefined;

test('a personal link brings a listener with a name, also where a host is signed in', async () => {
  for (const cookie of ['device=phone', 'person=rina', '']) {
    const { role, you } = await uniRos({ cookie });
    expect({ role, name: you.displayName }).toEqual({ role: 'listener', name: 'Uni Ros' });
  }
});

test('who is named in a link is one person on all devices, and nobody else on theirs', async () => {
  const question = (peer: RoomPeer, text: string) =>
    peer.request('question:ask', { questionId: newId(), text, askerMode: 'named' });
  const phone = await uniRos();
  const borrowed = await uniRos({ cookie: 'device=other' });
  const guest = await hub.connect({ cookie: 'device=phone' });
  await guest.enter(code);
  await guest.join('Tamu');
  await question(phone.peer, 'Kapan klub buku berikutnya?');
  const mine = async (peer: RoomPeer) =>
    (await peer.request('questions:read', {})).questions.filter(({ isMine }) => isMine).length;
  expect(await mine(borrowed.peer)).toBe(1);
  expect(await mine(guest)).toBe(0);
});

test('staff see beside the name who cannot hear, until the listener or one of them takes it back', async () => {
  const host = await hub.joinAs('host', code, 'Rina');
  const other = await hub.joinAs('listener', code, 'Budi');
  const { peer, you } = await uniRos();
  const { peerId } = you;

  await peer.request('hearing:report', { hears: false });
  await host.hears('peer:changed', isMarked(peerId));
  await peer.hears('peer:changed', isMarked(peerId));
  host.forget();
  await peer.request('hearing:report', { hears: true });
  await host.hears('peer:changed', isUnmarked(peerId));

  await peer.request('hearing:report', { hears: false });
  peer.forget();
  await host.request('hearing:clear', { peerId });
  await peer.hears('peer:changed', isUnmarked(peerId));
  expect(other.all('peer:changed')).toEqual([]);
});

test('on stage too, only staff and the person know of it', async () => {
  const host = await hub.joinAs('host', code);
  const other = await hub.joinAs('listener', code);
  const { peer, you } = await uniRos();
  const { peerId } = you;
  await peer.request('hearing:report', { hears: false });
  await host.request('stage:invite', { peerId });
  await peer.request('stage:answer-invite', { accepts: true });
  host.forget();
  await peer.goOnStage();
  await host.hears('peer:changed', (changed) => changed.onStage && changed.cannotHear === true);
  expect(await other.hears('peer:joined')).toMatchObject({ peerId, onStage: true });
  await peer.request('hearing:report', { hears: true });
  await peer.request('hearing:report', { hears: false });
  await peer.request('recording:consent', { granted: false, textVersion: '1' });
  await other.hears('peer:changed', ({ recordingConsent }) => recordingConsent === false);
  const late = await hub.enterAs('listener', code);
  const room = await late.join('Pak Amir');
  expect(room.peers.map((one) => one.peerId)).toEqual([peerId]);
  const told = [...other.all('peer:joined'), ...other.all('peer:changed'), ...room.peers];
  expect(JSON.stringify(told)).not.toContain('cannotHear');
});

test('saying it twice is no news', async () => {
  const { peer } = await uniRos();
  await peer.request('hearing:report', { hears: false });
  peer.forget();
  await peer.request('hearing:report', { hears: false });
  await peer.request('hands:read', {});
  expect(peer.all('peer:changed')).toEqual([]);
});

test('the mark waits with the seat, and a host who comes later sees it', async () => {
  const { peer } = await uniRos();
  await peer.request('hearing:report', { hears: false });
  peer.drop();
  const late = await hub.enterAs('host', code);
  const room = await late.join('Rina');
  expect(room.peers).toMatchObject([{ displayName: 'Uni Ros', cannotHear: true }]);
  const again = await hub.connect({ cookie: 'device=phone', tabId: peer.tabId });
  await again.enter(code, 'listener');
  expect((await again.join('Uni Ros')).you.cannotHear).toBe(true);
});

test('nobody marks or clears another but staff, and a moderator not a host', async () => {
  const host = await hub.enterAs('host', code);
  const { you } = await host.join('Rina');
  const moderator = await hub.joinAs('moderator', code);
  const { peer } = await uniRos();
  const { peerId } = you;
  expect(await peer.refusal('hearing:clear', { peerId })).toBe('forbidden');
  expect(await moderator.refusal('hearing:clear', { peerId })).toBe('forbidden');
  expect(await host.refusal('hearing:clear', { peerId: 'nobody' })).toBe('not-found');
});

test('a revoked link ends the seat at once, and the way in', async () => {
  const { peer } = await uniRos();
  await hub.rooms.linkRevoked(sessionId, 'listener');
  await peer.hears('seat:ended', ({ problem }) => problem === 'gone');
  await peer.isClosed();
});
