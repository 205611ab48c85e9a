import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../server/platform/app-error.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';

/** Shorter than in earnest, long enough to do something in the meantime. */
const graceMs = 500;

const plane = new FakeMediaPlane();
let hub: RoomHub;
let code = '';
let sessionId = '';
let host: RoomPeer;

beforeAll(async () => {
  hub = await openRoomHub({ plane, roomLimits: { graceMs, members: 5 } });
});
afterAll(() => hub.close());
beforeEach(async () => {
  ({ code, sessionId, host } = await hub.openRoom());
});
afterEach(() => hub.rooms.sessionDeleted(sessionId));

const media = () => plane.roomOf(sessionId);
const told = () => hub.recorder(sessionId).told;
const sari = { cookie: 'device=sari', tabId: 'tab-of-sari' };

/** Passes when a seat that was lost just now has been given up: any seat lost before would have been, too. */
async function graceHasPassed(): Promise<void> {
  const marker = await hub.enterAs('speaker', code);
  const { you } = await marker.join('Penanda');
  marker.drop();
  await host.hears('peer:left', ({ peerId }) => peerId === you.peerId);
}

/** Sari on stage with a microphone, as everyone sees her. */
async function sariOnStage() {
  const peer = await hub.enterAs('speaker', code, sari);
  const { you } = await peer.join('Sari');
  const sending = await peer.goOnStage();
  const producerId = await peer.send(sending, 'microphone');
  await host.hears('consumer:opened', (consumer) => consumer.producerId === producerId);
  return { peer, peerId: you.peerId, sending, producerId };
}

describe('a socket is lost', () => {
  test('the seat and what it sends are kept, then they go', async () => {
    const { peer, peerId, producerId } = await sariOnStage();
    peer.drop();
    await host.hears('peer:changed', (p) => p.peerId === peerId && !p.connected);
    expect(media().producers.has(producerId)).toBe(true);
    expect(host.all('peer:left')).toEqual([]);

    await host.hears('peer:left', (p) => p.peerId === peerId);
    expect(host.all('producer:closed')).toEqual([{ producerId }]);
    expect(media().producers.size).toBe(0);
    expect(told().slice(-2)).toEqual(['producerClosed left', 'peerLeft']);
  });

  test('whoever returns in time goes on with the transports it still holds', async () => {
    const { peer, peerId, sending, producerId } = await sariOnStage();
    const hostSending = await host.goOnStage();
    const camera = await host.send(hostSending, 'camera');
    const receiving = [...media().transports.values()].find((transport) =>
      [...transport.consumers.values()].some((c) => c.state.producerId === camera),
    )!.transportId;
    peer.drop();
    await host.hears('peer:changed', (p) => p.peerId === peerId && !p.connected);
    const screen = await host.send(hostSending, 'screen');

    const again = await hub.enterAs('speaker', code, sari);
    const state = await again.join('Sari', [sending, receiving, 'long-gone']);
    expect(state.you).toMatchObject({ peerId, onStage: true, recordingConsent: true });
    expect(state.keptTransports).toEqual([sending, receiving]);
    expect(state.consumers.map((consumer) => consumer.producerId)).toEqual([camera, screen]);
    await again.request('producer:pause', { producerId });
    await again.request('transport:restart-ice', { transportId: receiving });
    expect(host.all('producer:closed')).toEqual([]);
    expect(told()).not.toContain('peerLeft');
  });

  test('a reload keeps the seat; what the old page sent is closed at once', async () => {
    const { peer, peerId, producerId, sending } = await sariOnStage();
    peer.drop();
    const page = await hub.enterAs('speaker', code, sari);
    const state = await page.join('Sari', []);
    expect(state).toMatchObject({ you: { peerId, onStage: true }, keptTransports: [] });
    await host.hears('producer:closed', (p) => p.producerId === producerId);
    expect(media().transports.has(sending)).toBe(false);
    expect(told().slice(-1)).toEqual(['producerClosed left']);

    const { transportId } = await page.request('transport:open', { direction: 'send' });
    await page.send(transportId, 'microphone');
    await graceHasPassed();
    expect(host.all('peer:left')).not.toContainEqual({ peerId });
  });

  test('a page that says goodbye by DTLS stops sending before its socket is missed', async () => {
    const { sending, producerId } = await sariOnStage();
    media().transports.get(sending)!.hangUp();
    await host.hears('producer:closed', (p) => p.producerId === producerId);
  });
});

describe('a second socket', () => {
  test('of the same tab takes the seat over, and the first is told and closed', async () => {
    const { peer, peerId } = await sariOnStage();
    const other = await hub.enterAs('speaker', code, sari);
    const state = await other.join('Sari');
    expect(state.you.peerId).toBe(peerId);
    await peer.hears('seat:taken');
    await peer.isClosed();
    await graceHasPassed();
    expect(host.all('peer:left')).not.toContainEqual({ peerId });
    expect(await other.refusal('stage:leave', {})).toBe('ok');
  });

  test('of another tab is another peer', async () => {
    const { peerId } = await sariOnStage();
    const other = await hub.enterAs('speaker', code, { ...sari, tabId: 'second-tab' });
    expect((await other.join('Sari')).you.peerId).not.toBe(peerId);
  });

  test('with another role is someone new', async () => {
    await host.request('session:go-live', {});
    const { peerId, producerId } = await sariOnStage();
    const other = await hub.enterAs('listener', code, sari);
    const state = await other.join('Sari');
    expect(state.you).toMatchObject({ peerId, role: 'listener', onStage: false });
    await host.hears('producer:closed', (p) => p.producerId === producerId);
    expect(await other.refusal('stage:enter', {})).toBe('forbidden');
  });
});

test('one socket is in one room', async () => {
  const other = hub.sessions.add(`${code}-other`);
  await host.enter(other.code);
  await host.join('Rina');
  await expect.poll(() => hub.rooms.find(sessionId)).toBeUndefined();
  await hub.rooms.sessionDeleted(other.sessionId);
});

test('a full room takes no more, but lets its own people back in', async () => {
  await sariOnStage();
  for (let i = 0; i < 3; i += 1) await hub.joinAs('speaker', code);
  await expect(hub.enterAs('speaker', code)).rejects.toMatchObject({ code: 'too-many' });
  const again = await hub.enterAs('speaker', code, sari);
  expect((await again.join('Sari')).you.onStage).toBe(true);
});

describe('the media plane is lost', () => {
  test('the room moves, and people enter and join again on their seats', async () => {
    await host.request('session:go-live', {});
    const { peer, peerId, sending, producerId } = await sariOnStage();
    const visitor = await hub.enterAs('listener', code);
    const lost = media();
    lost.lose();
    for (const client of [host, peer, visitor]) await client.hears('room:moved');
    expect(media()).not.toBe(lost);
    expect(told().filter((call) => /attach|Lost|producer/.test(call))).toEqual([
      'attach',
      'producerOpened Sari microphone opus',
      'mediaPlaneLost',
      'producerClosed interrupted',
      'attach',
    ]);

    await peer.enter(code, 'speaker');
    const state = await peer.join('Sari', [sending]);
    expect(state).toMatchObject({ you: { peerId, onStage: true }, keptTransports: [] });
    expect(state.producers).toEqual([]);
    const { sendTransport } = await peer.request('stage:enter', {});
    expect(await peer.send(sendTransport.transportId, 'microphone')).not.toBe(producerId);
    await visitor.enter(code);
    expect((await visitor.join('Budi')).consumers).toHaveLength(1);
  });

  test('while there is no place yet, requests say so, and then it goes on', async () => {
    const { peer, sending } = await sariOnStage();
    plane.isFull = true;
    media().lose();
    const restart = { transportId: sending };
    expect(await peer.refusal('transport:restart-ice', restart)).toBe('room-moved');
    plane.isFull = false;
    await peer.hears('room:moved');
    await peer.enter(code, 'speaker');
    expect((await peer.join('Sari')).you.onStage).toBe(true);
  });

  test('a seat that did not enter again opens a receive transport and hears the stage', async () => {
    const { peer } = await sariOnStage();
    media().lose();
    await peer.hears('room:moved');
    host.forget();
    await host.request('transport:open', { direction: 'receive' });
    const { sendTransport } = await peer.request('stage:enter', {});
    const producerId = await peer.send(sendTransport.transportId, 'microphone');
    await host.hears('consumer:opened', (consumer) => consumer.producerId === producerId);
    host.forget();
    await host.request('transport:open', { direction: 'receive' });
    await host.hears('consumer:opened', (consumer) => consumer.producerId === producerId);
  });
});

test('who received on a further worker that died is told and comes again; nobody else notices', async () => {
  await host.request('session:go-live', {});
  const { peer, producerId } = await sariOnStage();
  const lobby = await hub.connect({ cookie: 'device=budi' });
  const { receiveTransport: waiting } = await lobby.enter(code);
  const listener = await hub.connect({ cookie: 'device=ani' });
  const { receiveTransport } = await listener.enter(code);
  await listener.join('Ani');
  for (const { transportId } of [waiting, receiveTransport]) {
    media().transports.get(transportId)!.lose();
  }
  const { transportId } = receiveTransport;
  expect(await listener.hears('transport:lost')).toEqual({ transportId });
  expect(await lobby.hears('transport:lost')).toEqual({ transportId: waiting.transportId });

  await listener.enter(code);
  const state = await listener.join('Ani', [transportId]);
  expect(state.keptTransports).toEqual([]);
  expect(state.consumers).toMatchObject([{ producerId }]);
  await lobby.enter(code);
  expect((await lobby.join('Budi')).consumers).toHaveLength(1);
  for (const { heard } of [host, peer]) {
    expect(heard.map(({ name }) => name)).not.toContain('transport:lost');
  }
  expect(told()).not.toContain('mediaPlaneLost');
});

test('a live session that everyone has left ends by itself, one with its host does not', async () => {
  const quick = await openRoomHub({ plane, roomLimits: { graceMs: 50, abandonedMs: 200 } });
  const stateOf = (sessionId: string) => quick.sessions.stored.get(sessionId)?.state;
  try {
    const hosted = quick.sessions.add('hosted');
    const abandoned = quick.sessions.add('abandoned');
    const staying = await quick.joinAs('host', hosted.code);
    await staying.request('session:go-live', {});
    const leaving = await quick.joinAs('host', abandoned.code);
    await leaving.request('session:go-live', {});
    leaving.close();
    await expect.poll(() => stateOf(abandoned.sessionId), { timeout: 3000 }).toBe('ended');
    expect(quick.recorder(abandoned.sessionId).told).toContain('end');
    expect(stateOf(hosted.sessionId)).toBe('live');
  } finally {
    await quick.close();
  }
});

test('a stage that nobody runs ends by itself as well, later; with a moderator it goes on', async () => {
  const quick = await openRoomHub({ plane, roomLimits: { graceMs: 50, abandonedMs: 150 } });
  const stateOf = (sessionId: string) => quick.sessions.stored.get(sessionId)?.state;
  const leaveStage = async (session: { code: string }, ...with_: 'moderator'[]) => {
    const leaving = await quick.joinAs('host', session.code);
    await leaving.request('session:go-live', {});
    const speaker = await quick.joinAs('speaker', session.code);
    await speaker.goOnStage();
    const others = await Promise.all(with_.map((role) => quick.joinAs(role, session.code)));
    speaker.forget();
    const leftMs = Date.now();
    leaving.close();
    return { speaker, others, leftMs };
  };
  try {
    const forgotten = quick.sessions.add('forgotten-tab');
    const moderated = quick.sessions.add('moderated');
    const { speaker, leftMs } = await leaveStage(forgotten);
    const { others } = await leaveStage(moderated, 'moderator');
    const told = await speaker.hears('session:changed', (s) => s.endsBySelfAt !== undefined);
    expect(Date.parse(told.endsBySelfAt!) - leftMs).toBeGreaterThanOrEqual(6 * 150);
    await expect.poll(() => stateOf(forgotten.sessionId), { timeout: 5000 }).toBe('ended');
    expect(quick.recorder(forgotten.sessionId).told).toContain('end');
    expect(stateOf(moderated.sessionId)).toBe('live');
    // The moderator leaves too: it ends.
    for (const moderator of others) moderator.close();
    await expect.poll(() => stateOf(moderated.sessionId), { timeout: 5000 }).toBe('ended');
  } finally {
    await quick.close();
  }
});

test('an abandoned session that cannot be stored as ended is ended once it can', async () => {
  const quick = await openRoomHub({ plane, roomLimits: { graceMs: 50, abandonedMs: 100 } });
  const { stored, markEnded } = quick.sessions;
  let refused = 0;
  try {
    const { code: left, sessionId: leftId } = quick.sessions.add('left-without-database');
    quick.sessions.markEnded = () => {
      refused += 1;
      return Promise.reject(new AppError('unavailable', 'The database is away.'));
    };
    const leaving = await quick.joinAs('host', left);
    await leaving.request('session:go-live', {});
    leaving.close();
    await expect.poll(() => refused, { timeout: 3000 }).toBeGreaterThan(1);
    expect(stored.get(leftId)?.state).toBe('live');
    // It has ended for everyone all the same.
    await expect.poll(() => quick.recorder(leftId).told, { timeout: 3000 }).toContain('end');
    quick.sessions.markEnded = markEnded;
    await expect.poll(() => stored.get(leftId)?.state, { timeout: 3000 }).toBe('ended');
  } finally {
    await quick.close();
  }
});

test('without a host a session stays live; everyone hears when it would end, and a moderator ends it', async () => {
  const { code: lost, sessionId } = hub.sessions.add('host-lost');
  const leaving = await hub.joinAs('host', lost);
  await leaving.request('session:go-live', {});
  const moderator = await hub.joinAs('moderator', lost);
  const listener = await hub.joinAs('listener', lost);
  expect(await moderator.refusal('session:end', {})).toBe('forbidden');
  leaving.drop();
  const told = await listener.hears('session:changed', (s) => s.endsBySelfAt !== undefined);
  expect(told.state).toBe('live');
  expect(Date.parse(told.endsBySelfAt!)).toBeGreaterThan(Date.now());

  listener.forget();
  const back = await hub.joinAs('host', lost);
  await listener.hears('session:changed', (s) => s.endsBySelfAt === undefined);
  back.drop();
  await listener.hears('session:changed', (s) => s.endsBySelfAt !== undefined);
  await moderator.request('session:end', {});
  expect((await listener.hears('session:changed', (s) => s.state === 'ended')).state).toBe(
    'ended',
  );
  expect(hub.recorder(sessionId).told).toContain('end');
});

test('a hub that goes down in the middle leaves takes that the next start finishes', async () => {
  const other = await openRoomHub({ plane });
  const session = other.sessions.add('interrupted');
  const peer = await other.joinAs('host', session.code);
  await peer.request('session:go-live', {});
  await other.close();
  expect(other.recorder(session.sessionId).told.at(-1)).toBe('mediaPlaneLost');
  await peer.isClosed();
});
