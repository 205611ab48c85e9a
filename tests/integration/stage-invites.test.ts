import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';

const plane = new FakeMediaPlane();
let hub: RoomHub;
let code = '';
let sessionId = '';
let host: RoomPeer;

beforeAll(async () => {
  hub = await openRoomHub({ plane, roomLimits: { graceMs: 300, endedMs: 300 } });
});
afterAll(() => hub.close());
beforeEach(async () => {
  ({ code, sessionId, host } = await hub.openRoom('live'));
});
afterEach(() => hub.rooms.sessionDeleted(sessionId));

const told = () => hub.recorder(sessionId).told;

/** In the room, with the id by which others know them. */
async function joined(who: 'listener' | 'speaker' | 'moderator', name: string) {
  const peer = await hub.enterAs(who, code);
  const { you } = await peer.join(name);
  return { peer, peerId: you.peerId };
}

describe('raised hands', () => {
  test('wait in order; each raiser knows their place, staff see all', async () => {
    const budi = await joined('listener', 'Budi');
    const cici = await joined('listener', 'Cici');
    const other = await joined('listener', 'Dedi');
    expect(await budi.peer.request('hand:raise', {})).toEqual({ place: 1, reason: '' });
    expect(await cici.peer.request('hand:raise', { reason: ' Bab dua ' })).toEqual({
      place: 2,
      reason: 'Bab dua',
    });
    const { hands } = await host.hears('hands:changed', (notice) => notice.hands.length === 2);
    expect(hands.map(({ displayName, reason }) => [displayName, reason])).toEqual([
      ['Budi', ''],
      ['Cici', 'Bab dua'],
    ]);
    await budi.peer.request('hand:lower', {});
    await cici.peer.hears('hand:changed', ({ mine }) => mine?.place === 1);
    expect(await cici.peer.request('hands:read', {})).toEqual({
      hands: [],
      mine: { place: 1, reason: 'Bab dua' },
    });
    expect(other.peer.all('hands:changed')).toEqual([]);
    expect(other.peer.all('hand:changed')).toEqual([]);
  });

  test('are taken down by staff, and the raiser hears of it', async () => {
    const moderator = await joined('moderator', 'Sari');
    const budi = await joined('listener', 'Budi');
    await budi.peer.request('hand:raise', {});
    await moderator.peer.request('hand:dismiss', { peerId: budi.peerId });
    await budi.peer.hears('hand:changed', ({ mine }) => mine === undefined);
    expect((await moderator.peer.request('hands:read', {})).hands).toEqual([]);
  });

  test('keep their place while the line is broken, longer than the seat', async () => {
    const budi = await joined('listener', 'Budi');
    const cici = await joined('listener', 'Cici');
    await budi.peer.request('hand:raise', { reason: 'Bab dua' });
    await cici.peer.request('hand:raise', {});
    budi.peer.drop();
    await host.hears('peer:left', (left) => left.peerId === budi.peerId);
    const again = await hub.connect({ cookie: cookieOf(budi.peer), tabId: budi.peer.tabId });
    await again.enter(code);
    await again.join('Budi');
    expect((await again.request('hands:read', {})).mine).toEqual({
      place: 1,
      reason: 'Bab dua',
    });
  });

  test('go down with whoever leaves, and with the session', async () => {
    const budi = await joined('listener', 'Budi');
    const cici = await joined('listener', 'Cici');
    await budi.peer.request('hand:raise', {});
    await cici.peer.request('hand:raise', {});
    await budi.peer.request('room:leave', {});
    await cici.peer.hears('hand:changed', ({ mine }) => mine?.place === 1);
    await host.request('session:end', {});
    await cici.peer.hears('hand:changed', ({ mine }) => mine === undefined);
  });
});

describe('an invite to the stage', () => {
  test('makes a listener a speaker for as long as they are up, without rejoining', async () => {
    const budi = await joined('listener', 'Budi');
    expect(await budi.peer.refusal('stage:enter', {})).toBe('forbidden');
    await budi.peer.request('hand:raise', {});
    await host.request('stage:invite', { peerId: budi.peerId });
    await budi.peer.hears('peer:changed', (peer) => peer.invitedBy === 'Rina');
    expect(await budi.peer.refusal('stage:enter', {})).toBe('forbidden');

    await budi.peer.request('stage:answer-invite', { accepts: true });
    await budi.peer.hears('hand:changed', ({ mine }) => mine === undefined);
    await host.hears('peer:changed', (peer) => peer.role === 'speaker');
    const producerId = await budi.peer.send(await budi.peer.goOnStage(), 'microphone');
    await host.hears('consumer:opened', (consumer) => consumer.producerId === producerId);
    expect(told()).toContain('peerJoined Budi speaker');
    for (const [request, input] of [
      ['session:end', {}],
      ['mark:add', { markId: randomUUID(), title: 'x' }],
      ['stage:invite', { peerId: budi.peerId }],
      ['hand:dismiss', { peerId: budi.peerId }],
    ] as const) {
      expect([request, await budi.peer.refusal(request, input)]).toEqual([
        request,
        'forbidden',
      ]);
    }

    await budi.peer.request('stage:leave', {});
    await host.hears('peer:changed', (peer) => peer.role === 'listener' && !peer.onStage);
    expect(await budi.peer.refusal('stage:enter', {})).toBe('forbidden');
    expect(told().slice(-2)).toEqual(['producerClosed closed', 'peerLeft']);
  });

  test('may be declined, which staff hear of, and cannot be answered twice', async () => {
    const budi = await joined('listener', 'Budi');
    await budi.peer.request('hand:raise', {});
    await host.request('stage:invite', { peerId: budi.peerId });
    await budi.peer.request('stage:answer-invite', { accepts: false });
    expect((await host.hears('invite:declined')).displayName).toBe('Budi');
    expect((await host.request('hands:read', {})).hands).toEqual([]);
    const late = await budi.peer.refusal('stage:answer-invite', { accepts: true });
    expect(late).toBe('conflict');
    expect(await budi.peer.refusal('stage:enter', {})).toBe('forbidden');
  });

  test('waits for whoever lost the line, and what was decided holds when they come back', async () => {
    const budi = await joined('listener', 'Budi');
    await host.request('stage:invite', { peerId: budi.peerId });
    budi.peer.drop();
    await host.hears('peer:changed', (peer) => !peer.connected);
    const back = await returning(budi.peer);
    expect((await back.join('Budi')).you.invitedBy).toBe('Rina');
    await back.request('stage:answer-invite', { accepts: true });
    await back.goOnStage();

    host.forget();
    back.drop();
    await host.hears('peer:left', (left) => left.peerId === budi.peerId);
    const again = await returning(budi.peer);
    expect((await again.join('Budi')).you).toMatchObject({ role: 'speaker', onStage: false });
    expect(await again.refusal('stage:enter', {})).toBe('ok');
  });

  test('is for people in the room who are not on stage, while a seat is free', async () => {
    const sari = await joined('speaker', 'Sari');
    await sari.peer.goOnStage();
    const invite = (peerId: string) => host.refusal('stage:invite', { peerId });
    expect(await invite('nobody')).toBe('not-found');
    expect(await invite(sari.peerId)).toBe('conflict');
    const budi = await joined('listener', 'Budi');
    for (let seat = 0; seat < 5; seat += 1) {
      const speaker = await joined('speaker', `Speaker ${seat}`);
      await speaker.peer.request('stage:enter', {});
    }
    expect(await invite(budi.peerId)).toBe('stage-full');
    expect(await budi.peer.refusal('stage:answer-invite', { accepts: true })).toBe('conflict');
  });
});

describe('sending back', () => {
  test('ends what is sent, says by whom, and holds until asked again', async () => {
    const sari = await joined('speaker', 'Sari');
    const producerId = await sari.peer.send(await sari.peer.goOnStage(), 'camera');
    await host.request('stage:send-back', { peerId: sari.peerId });
    expect(await sari.peer.hears('stage:left')).toEqual({ byName: 'Rina' });
    await host.hears('producer:closed', (closed) => closed.producerId === producerId);
    expect(told()).toContain('producerClosed closed');
    expect(await sari.peer.refusal('stage:enter', {})).toBe('forbidden');
    const tab = await hub.connect({ cookie: cookieOf(sari.peer), tabId: 'another-tab' });
    expect((await tab.enter(code, 'speaker')).role).toBe('listener');

    await host.request('stage:invite', { peerId: sari.peerId });
    await sari.peer.request('stage:answer-invite', { accepts: true });
    expect(await sari.peer.refusal('stage:enter', {})).toBe('ok');
  });

  test('takes an invite back', async () => {
    const budi = await joined('listener', 'Budi');
    await host.request('stage:invite', { peerId: budi.peerId });
    await host.request('stage:send-back', { peerId: budi.peerId });
    await budi.peer.hears('peer:changed', (peer) => peer.invitedBy === undefined);
    expect(await budi.peer.refusal('stage:answer-invite', { accepts: true })).toBe('conflict');
    expect(budi.peer.all('stage:left')).toEqual([]);
  });

  test('leaves staff their rights, and reaches a host only by a host', async () => {
    const moderator = await joined('moderator', 'Sari');
    await moderator.peer.goOnStage();
    const hostId = hub.rooms.find(sessionId)!.roster.peerAt(host.socket.id!)!.peerId;
    await host.goOnStage();
    expect(await moderator.peer.refusal('stage:send-back', { peerId: hostId })).toBe(
      'forbidden',
    );
    expect(await moderator.peer.refusal('stage:invite', { peerId: hostId })).toBe('forbidden');
    await host.request('stage:send-back', { peerId: moderator.peerId });
    await moderator.peer.hears('stage:left');
    expect(await moderator.peer.refusal('mark:add', { markId: randomUUID(), title: 'x' })).toBe(
      'ok',
    );
    expect(await moderator.peer.refusal('stage:enter', {})).toBe('ok');
    await host.request('stage:send-back', { peerId: hostId });
    expect((await host.hears('stage:left')).byName).toBe('Rina');
  });

  test('of a speaker behind the curtain lets them come up again', async () => {
    const scheduled = hub.sessions.add(`${code}-other`);
    const rina = await hub.joinAs('host', scheduled.code, 'Rina');
    const speaker = await hub.enterAs('speaker', scheduled.code);
    const { you } = await speaker.join('Sari');
    await speaker.goOnStage();
    await rina.request('stage:send-back', { peerId: you.peerId });
    await speaker.hears('stage:left');
    expect(await speaker.refusal('stage:enter', {})).toBe('ok');
    await hub.rooms.sessionDeleted(scheduled.sessionId);
  });
});

const cookieOf = (peer: RoomPeer): string => {
  const { extraHeaders } = peer.socket.io.opts as { extraHeaders: { cookie: string } };
  return extraHeaders.cookie;
};

/** The same person on a new line, in the lobby. */
async function returning(peer: RoomPeer): Promise<RoomPeer> {
  const again = await hub.connect({ cookie: cookieOf(peer), tabId: peer.tabId });
  await again.enter(code);
  return again;
}
