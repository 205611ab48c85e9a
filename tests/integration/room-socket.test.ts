import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../server/platform/app-error.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { deviceCapabilities } from '../support/device-parameters.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';

const plane = new FakeMediaPlane();
let hub: RoomHub;
let code = '';
let sessionId = '';
let number = 0;

beforeAll(async () => {
  hub = await openRoomHub({ plane, roomLimits: { graceMs: 400, endedMs: 300 } });
});
afterAll(() => hub.close());
beforeEach(() => {
  ({ code, sessionId } = hub.sessions.add(`ses-${(number += 1)}`));
});
afterEach(() => hub.rooms.sessionDeleted(sessionId));

const media = () => plane.roomOf(sessionId);
const told = () => hub.recorder(sessionId).told;

describe('the lobby', () => {
  test('tells who one is, and waits with a transport', async () => {
    const host = await hub.connect({ cookie: 'person=rina' });
    const lobby = await host.enter(code);
    expect(lobby).toMatchObject({
      role: 'host',
      displayName: 'Rina',
      listenerCount: 0,
      session: { code, state: 'scheduled' },
    });
    expect(media().transports.has(lobby.receiveTransport.transportId)).toBe(true);
    expect(lobby.receiveTransport.iceServers).toEqual([]);
  });

  test('the audience waits there until the session is live, and hears when it is', async () => {
    const listener = await hub.enterAs('listener', code);
    expect(await listener.refusal('room:join', join())).toBe('forbidden');
    const host = await hub.joinAs('host', code);
    await host.request('session:go-live', {});
    await listener.hears('session:changed', (session) => session.state === 'live');
    const state = await listener.join('Budi');
    expect(state.you).toMatchObject({ displayName: 'Budi', role: 'listener', onStage: false });
  });

  test('an address that leads nowhere, and a link that no longer works, are refused', async () => {
    const peer = await hub.connect();
    const { tabId } = peer;
    expect(await peer.refusal('lobby:enter', { code: 'no-such', tabId })).toBe('not-found');
    expect(await peer.refusal('lobby:enter', { code, tabId, invitation: 'revoked' })).toBe(
      'gone',
    );
  });

  test('a visitor who closes the page leaves nothing behind', async () => {
    const staying = await hub.enterAs('speaker', code);
    const before = media().transports.size;
    const visitor = await hub.enterAs('listener', code);
    expect(media().transports.size).toBe(before + 1);
    visitor.close();
    await expect.poll(() => media().transports.size).toBe(before);
    staying.close();
    await expect.poll(() => hub.rooms.find(sessionId)).toBeUndefined();
  });
});

describe('joining', () => {
  test('returns the whole room: people, what they send, and consumers that flow', async () => {
    const host = await hub.joinAs('host', code, 'Rina');
    const sending = await host.goOnStage();
    const microphone = await host.send(sending, 'microphone');
    const camera = await host.send(sending, 'camera');
    await host.request('session:go-live', {});

    const listener = await hub.enterAs('listener', code);
    const state = await listener.join('');
    expect(state.peers.map((peer) => [peer.displayName, peer.onStage])).toEqual([
      ['Rina', true],
    ]);
    expect(state.producers.map((producer) => producer.producerId)).toEqual([
      microphone,
      camera,
    ]);
    expect(state.consumers.map((consumer) => consumer.producerId)).toEqual([
      microphone,
      camera,
    ]);
    expect(state).toMatchObject({ listenerCount: 1, keptTransports: [] });

    const consumers = [...media().transports.values()].flatMap((t) => [
      ...t.consumers.values(),
    ]);
    expect(consumers.map((consumer) => consumer.paused)).toEqual([false, false]);
  });

  test('a device that cannot show pictures gets the sound', async () => {
    const host = await hub.joinAs('host', code);
    const sending = await host.goOnStage();
    await host.send(sending, 'camera');
    const microphone = await host.send(sending, 'microphone');
    const speaker = await hub.enterAs('speaker', code);
    const [opus] = deviceCapabilities['codecs'] as unknown[];
    const state = await speaker.request('room:join', join({ codecs: [opus] }));
    expect(state.consumers.map((consumer) => consumer.producerId)).toEqual([microphone]);
  });

  test('listeners see the stage; hosts see everyone; the count is for all, and of the audience alone', async () => {
    hub.sessions.add(code, 'live');
    const host = await hub.joinAs('host', code);
    const first = await hub.joinAs('listener', code, 'Budi');
    const second = await hub.joinAs('listener', code, 'Cici');
    await host.hears('peer:joined', (peer) => peer.displayName === 'Cici');
    await first.hears('listeners:changed', ({ listenerCount }) => listenerCount === 2);
    expect(first.all('peer:joined')).toEqual([]);
    second.close();
    await host.hears('peer:changed', (peer) => !peer.connected);
    await host.hears('peer:left');
    expect(first.all('peer:left')).toEqual([]);
  });

  test('attendance is written, also after the database was away', async () => {
    hub.sessions.add(code, 'live');
    hub.attendance.setAway(true);
    const peer = await hub.joinAs('listener', code, 'Lama');
    hub.attendance.setAway(false);
    await peer.request('room:leave', {});
    const stay = () => [...hub.attendance.stays.values()].find((s) => s.displayName === 'Lama');
    await expect.poll(() => stay()?.leftAt).toBeInstanceOf(Date);
  });
});

describe('the stage', () => {
  test('opens a paused consumer at everyone else when someone begins to send', async () => {
    const host = await hub.joinAs('host', code);
    const speaker = await hub.joinAs('speaker', code, 'Sari');
    const sending = await speaker.goOnStage();
    await host.hears('peer:changed', (peer) => peer.onStage);
    const producerId = await speaker.send(sending, 'microphone');
    const consumer = await host.hears('consumer:opened', (c) => c.producerId === producerId);
    await host.hears('producer:opened', (p) => p.producerId === producerId);
    const { consumerId } = consumer;
    const held = () =>
      [...media().transports.values()].flatMap((t) => t.consumers.get(consumerId) ?? [])[0];
    expect(held()?.paused).toBe(true);
    await host.request('consumer:resume', { consumerId });
    await host.request('consumer:prefer', { consumerId, spatialLayer: 1 });
    expect(held()).toMatchObject({ paused: false, layer: 1 });

    await speaker.request('producer:pause', { producerId });
    await host.hears('producer:changed', (p) => p.paused);
    await speaker.request('producer:close', { producerId });
    await host.hears('producer:closed', (p) => p.producerId === producerId);
    await host.hears('consumer:closed', (c) => c.consumerId === consumerId);
    expect(speaker.all('consumer:opened')).toEqual([]);
    expect(told().slice(-3)).toEqual([
      'producerOpened Sari microphone opus',
      'producerPaused',
      'producerClosed closed',
    ]);
  });

  test('nothing is sent before the question about recording is answered', async () => {
    const speaker = await hub.joinAs('speaker', code, 'Sari');
    const { sendTransport } = await speaker.request('stage:enter', {});
    const { transportId } = sendTransport;
    await expect(speaker.send(transportId, 'camera')).rejects.toMatchObject({
      code: 'consent-needed',
    });
    await speaker.request('recording:consent', { granted: false, textVersion: 'v1' });
    await speaker.hears('peer:changed', (peer) => peer.recordingConsent === false);
    await speaker.send(transportId, 'camera');
    expect(told()).toContain('consent Sari false 127.0.0.1');
  });

  test('an answer that could not be stored does not count', async () => {
    const speaker = await hub.joinAs('speaker', code);
    const { sendTransport } = await speaker.request('stage:enter', {});
    hub.recorder(sessionId).failing.add('consent');
    const answer = { granted: true, textVersion: 'v1' };
    expect(await speaker.refusal('recording:consent', answer)).toBe('internal');
    await expect(speaker.send(sendTransport.transportId, 'camera')).rejects.toMatchObject({
      code: 'consent-needed',
    });
  });

  test('an answer waits for the database, and nobody else does', async () => {
    const speaker = await hub.joinAs('speaker', code);
    const recorder = hub.recorder(sessionId);
    let store = (): void => undefined;
    recorder.stored = new Promise((resolve) => (store = resolve));
    let isAnswered = false;
    const answer = { granted: true, textVersion: 'v1' };
    const answered = speaker.request('recording:consent', answer).then(() => {
      isAnswered = true;
    });
    await speaker.hears('peer:changed', (peer) => peer.recordingConsent === true);
    // In the room's turn as well.
    await hub.joinAs('host', code);
    expect(isAnswered).toBe(false);
    store();
    await answered;
  });

  test('has six seats', async () => {
    const speakers = await Promise.all(
      Array.from({ length: 7 }, () => hub.joinAs('speaker', code)),
    );
    for (const speaker of speakers.slice(0, 6)) await speaker.request('stage:enter', {});
    expect(await speakers[6]!.refusal('stage:enter', {})).toBe('stage-full');
    await speakers[0]!.request('stage:leave', {});
    expect(await speakers[6]!.refusal('stage:enter', {})).toBe('ok');
  });

  test('has one of each source: asking again replaces', async () => {
    const host = await hub.joinAs('host', code);
    const sending = await host.goOnStage();
    const first = await host.send(sending, 'camera');
    const second = await host.send(sending, 'camera');
    await host.hears('producer:closed', (p) => p.producerId === first);
    expect([...media().producers.keys()]).toEqual([second]);
  });

  test('levels reach the stage, the speaker everyone, and quality once a second', async () => {
    const host = await hub.joinAs('host', code);
    const sending = await host.goOnStage();
    const microphone = await host.send(sending, 'microphone');
    const camera = await host.send(sending, 'camera');
    await host.request('session:go-live', {});
    const listener = await hub.joinAs('listener', code);
    const { peerId } =
      (await listener.hears('listeners:changed'), host.all('peer:changed')[0]!);

    media().hear({ producerId: microphone, dbov: -20 });
    await host.hears('levels:changed', ({ levels }) => levels[0]?.dbov === -20);
    media().speak(microphone);
    await listener.hears('speaker:changed', (speaker) => speaker.peerId === peerId);
    expect(listener.all('levels:changed')).toEqual([]);
    expect(told()).toContain('speakerChanged');

    for (let score = 0; score < 10; score += 1) media().producers.get(camera)!.score(score);
    await listener.hears('peer:changed', (peer) => peer.quality === 9);
    expect(listener.all('peer:changed').length).toBeLessThanOrEqual(2);
  });
});

describe('the session', () => {
  test('ends at once for everyone while the database is away, which is told when it is back', async () => {
    const [host, moderator] = [
      await hub.joinAs('host', code),
      await hub.joinAs('moderator', code),
    ];
    await host.request('session:go-live', {});
    const { markEnded } = hub.sessions;
    hub.sessions.markEnded = () =>
      Promise.reject(new AppError('unavailable', 'The database is away.'));
    try {
      await host.request('session:end', {});
      await moderator.hears('session:changed', ({ outcome }) => outcome === 'unstored');
      expect(told()).toContain('end');
      expect(hub.sessions.stored.get(sessionId)?.state).toBe('live');
    } finally {
      hub.sessions.markEnded = markEnded;
    }
    await moderator.hears(
      'session:changed',
      ({ state, outcome }) => state === 'ended' && !outcome,
    );
    expect(hub.sessions.stored.get(sessionId)?.state).toBe('ended');
  });

  test('goes live and ends: stored, recorded, then announced', async () => {
    const host = await hub.joinAs('host', code);
    const sending = await host.goOnStage();
    await host.send(sending, 'microphone');
    await host.request('session:go-live', {});
    expect(hub.sessions.stored.get(sessionId)?.state).toBe('live');
    expect(await host.refusal('session:go-live', {})).toBe('conflict');
    hub.recorder(sessionId).prove({ state: 'on', troubles: [], people: [] });
    const markId = randomUUID();
    await host.request('mark:add', { markId, title: 'Tanya jawab' });
    await host.request('session:end', {});
    await host.hears('session:changed', (session) => session.state === 'ended');
    await host.hears('recording:changed', ({ state }) => state === 'off');
    await host.hears('producer:closed');
    // Or it would seem to be live without a recording.
    const inOrder = host.heard.map(({ name }) => name);
    expect(inOrder.lastIndexOf('recording:changed')).toBeGreaterThan(
      inOrder.lastIndexOf('session:changed'),
    );
    expect(told().slice(-4)).toEqual([
      'goLive',
      expect.stringMatching(/^note mark .*Tanya jawab/),
      'end',
      'producerClosed session-ended',
    ]);
    const late = await hub.connect();
    expect(await late.refusal('lobby:enter', { code, tabId: late.tabId })).toBe('gone');
    await host.isClosed();
    await expect.poll(() => hub.rooms.find(sessionId)).toBeUndefined();
  });

  test('goes live though it cannot be recorded, and is recorded when pressed again', async () => {
    const host = await hub.joinAs('host', code);
    hub.recorder(sessionId).failing.add('goLive');
    await host.request('session:go-live', {});
    expect(hub.rooms.find(sessionId)?.session.state).toBe('live');
    expect(await host.refusal('session:go-live', {})).toBe('unavailable');
    hub.recorder(sessionId).failing.clear();
    await host.request('session:go-live', {});
    expect(told().filter((call) => call === 'goLive')).toHaveLength(3);
    expect(await host.refusal('session:go-live', {})).toBe('conflict');
  });

  test('is ended by a moderator only when no host is there', async () => {
    const host = await hub.joinAs('host', code);
    const moderator = await hub.joinAs('moderator', code);
    await host.request('session:go-live', {});
    expect(await moderator.refusal('session:end', {})).toBe('forbidden');
    await host.request('room:leave', {});
    expect(await moderator.refusal('session:end', {})).toBe('ok');
  });

  test('the audience learns that it is recorded, the stage also who arrives', async () => {
    const host = await hub.joinAs('host', code);
    await host.request('session:go-live', {});
    const listener = await hub.joinAs('listener', code);
    const people = [{ peerId: 'p', audio: 'arriving', video: 'none', bytes: 9 } as const];
    hub.recorder(sessionId).prove({ state: 'on', troubles: [], people });
    expect((await host.hears('recording:changed')).people).toEqual(people);
    expect(await listener.hears('recording:changed')).toEqual({
      state: 'on',
      troubles: [],
      people: [],
    });
    hub.recorder(sessionId).prove({ state: 'on', troubles: [], people: [] });
    await host.hears('recording:changed', (proof) => proof.people.length === 0);
    expect(listener.all('recording:changed')).toHaveLength(1);
  });
});

const join = (rtpCapabilities = deviceCapabilities) => ({ displayName: 'x', rtpCapabilities });
