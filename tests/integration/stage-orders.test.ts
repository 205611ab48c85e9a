import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';

const plane = new FakeMediaPlane();
let hub: RoomHub;
let code = '';
let sessionId = '';
let number = 0;

beforeAll(async () => {
  hub = await openRoomHub({ plane });
});
afterAll(() => hub.close());
beforeEach(() => {
  ({ code, sessionId } = hub.sessions.add(`ord-${(number += 1)}`, 'live'));
});

/** On stage, with a microphone that is on. */
async function speaking(who: 'host' | 'moderator' | 'speaker', name: string) {
  const peer = await hub.enterAs(who, code);
  const { you } = await peer.join(name);
  const transportId = await peer.goOnStage();
  const microphone = await peer.send(transportId, 'microphone');
  return { peer, peerId: you.peerId, transportId, microphone };
}

const isPaused = (producerId: string) =>
  plane.roomOf(sessionId).producers.get(producerId)?.paused;

test('a mute stops the sound at the hub, says by whom, and lasts until the person unmutes', async () => {
  const host = await speaking('host', 'Rina');
  const sari = await speaking('speaker', 'Sari');
  await host.peer.request('stage:stop', { peerId: sari.peerId, source: 'microphone' });
  expect(isPaused(sari.microphone)).toBe(true);
  expect(await sari.peer.hears('stage:stopped')).toEqual({
    source: 'microphone',
    byName: 'Rina',
  });
  await host.peer.hears('producer:changed', (p) => p.paused);
  await sari.peer.hears('peer:changed', (peer) => peer.stopped?.[0] === 'microphone');
  expect(hub.recorder(sessionId).told).toContain('producerPaused');

  sari.peer.forget();
  await sari.peer.request('producer:resume', { producerId: sari.microphone });
  expect(isPaused(sari.microphone)).toBe(false);
  await sari.peer.hears('peer:changed', (peer) => peer.stopped === undefined);
});

test('whoever was away meanwhile learns of it on coming back', async () => {
  const host = await speaking('host', 'Rina');
  const sari = await speaking('speaker', 'Sari');
  const { cookie } = (sari.peer.socket.io.opts as { extraHeaders: { cookie: string } })
    .extraHeaders;
  sari.peer.drop();
  await host.peer.hears('peer:changed', (peer) => !peer.connected);
  await host.peer.request('stage:stop', { peerId: sari.peerId, source: 'microphone' });
  const again = await hub.connect({ cookie, tabId: sari.peer.tabId });
  await again.enter(code, 'speaker');
  const { you } = await again.join('Sari', [sari.transportId]);
  expect(you.stopped).toEqual(['microphone']);
});

test('a stopped screen is closed, a stopped camera waits', async () => {
  const host = await speaking('host', 'Rina');
  const sari = await speaking('speaker', 'Sari');
  const screen = await sari.peer.send(sari.transportId, 'screen');
  const camera = await sari.peer.send(sari.transportId, 'camera');
  const { peerId } = sari;
  await host.peer.request('stage:stop', { peerId, source: 'screen' });
  await host.peer.request('stage:stop', { peerId, source: 'camera' });
  await host.peer.hears('producer:closed', (closed) => closed.producerId === screen);
  expect(isPaused(camera)).toBe(true);
  await sari.peer.hears('stage:stopped', ({ source }) => source === 'camera');
  // Nothing is on any more: stopping again is no news.
  sari.peer.forget();
  await host.peer.request('stage:stop', { peerId, source: 'camera' });
  expect(sari.peer.all('stage:stopped')).toEqual([]);
});

test('muting all spares whoever asks, and for a moderator the hosts', async () => {
  const host = await speaking('host', 'Rina');
  const moderator = await speaking('moderator', 'Sari');
  const speaker = await speaking('speaker', 'Budi');
  expect(await moderator.peer.request('stage:mute-all', {})).toEqual({ muted: 1 });
  expect([host, moderator, speaker].map(({ microphone }) => isPaused(microphone))).toEqual([
    false,
    false,
    true,
  ]);
  expect(await host.peer.request('stage:mute-all', {})).toEqual({ muted: 1 });
  expect(isPaused(moderator.microphone)).toBe(true);
});

test('a host is out of the reach of everyone but hosts', async () => {
  const host = await speaking('host', 'Rina');
  const others: RoomPeer[] = [];
  for (const who of ['moderator', 'speaker', 'listener'] as const) {
    others.push(await hub.joinAs(who, code));
  }
  for (const peer of others) {
    const input = { peerId: host.peerId, source: 'microphone' };
    expect(await peer.refusal('stage:stop', input)).toBe('forbidden');
  }
  expect(isPaused(host.microphone)).toBe(false);
});
