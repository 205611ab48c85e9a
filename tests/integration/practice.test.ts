import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';

let hub: RoomHub;
let code = '';
let sessionId = '';
let host: RoomPeer;

beforeAll(async () => {
  hub = await openRoomHub({ plane: new FakeMediaPlane() });
});
afterAll(() => hub.close());
beforeEach(async () => {
  ({ code, sessionId, host } = await hub.openRoom());
});

test('a practice is a room of its own, not recorded by itself, which only the stage hears of', async () => {
  const speaker = await hub.joinAs('speaker', code);
  const waiting = await hub.enterAs('listener', code);
  const practice = await host.request('practice:open', {});
  expect(await host.request('practice:open', {})).toEqual(practice);
  expect(await speaker.hears('practice:changed')).toEqual(practice);
  const late = await hub.connect();
  expect((await late.enter(code, 'moderator')).practiceCode).toBe(practice.code);
  const outsider = await hub.connect();
  expect((await outsider.enter(code)).practiceCode).toBeUndefined();
  expect(waiting.all('practice:changed')).toEqual([]);

  const rehearsing = await hub.joinAs('speaker', practice.code);
  await rehearsing.send(await rehearsing.goOnStage({ granted: true }), 'microphone');
  await rehearsing.request('message:send', { messageId: newId(), text: 'Halo, satu dua.' });
  const practised = hub.sessions.stored.get(`practice-of-${sessionId}`)!;
  expect(practised.practiceOf).toEqual({ sessionId, code });
  expect(hub.recorder(practised.sessionId).told).not.toContain('goLive');
  const { messages } = await host.request('chat:read', {});
  expect(messages).toEqual([]);
  expect(hub.sessions.stored.get(sessionId)?.state).toBe('scheduled');
});

test('one that is opened from the studio is told to the stage', async () => {
  const speaker = await hub.joinAs('speaker', code);
  hub.rooms.practiceOpened(sessionId, 'from-studio');
  expect(await speaker.hears('practice:changed')).toEqual({ code: 'from-studio' });
});

test('whoever has no link waits until the host lets them in', async () => {
  const practice = await host.request('practice:open', {});
  const hosting = await hub.joinAs('host', practice.code);
  const friend = await hub.enterAs('listener', practice.code);
  const input = { displayName: 'Ani', rtpCapabilities: {} };
  expect(await friend.refusal('room:join', input)).toBe('locked');
  await hosting.request('room:lock', { isLocked: false });
  await friend.join('Ani');
});

test('when it ends it is gone, the stage hears of it, and the session goes on as if nothing had been', async () => {
  const before = { ...hub.sessions.stored.get(sessionId)! };
  const practice = await host.request('practice:open', {});
  const hosting = await hub.joinAs('host', practice.code);
  host.forget();
  await hosting.request('session:end', {});
  await hosting.hears('session:changed', ({ state }) => state === 'ended');
  expect(await host.hears('practice:changed')).toEqual({});
  expect(hub.sessions.stored.has(`practice-of-${sessionId}`)).toBe(false);
  expect(hub.sessions.stored.get(sessionId)).toEqual(before);
  expect(hub.recorder(`practice-of-${sessionId}`).told).not.toContain('goLive');

  await host.request('session:go-live', {});
  expect(hub.recorder(sessionId).told).toContain('goLive');
  expect(await host.refusal('practice:open', {})).toBe('forbidden');
});

test('a revoked link ends the seats in the practice too, and a deleted session its practice', async () => {
  const practice = await host.request('practice:open', {});
  const speaker = await hub.joinAs('speaker', practice.code);
  const hosting = await hub.joinAs('host', practice.code);
  await hub.rooms.linkRevoked(sessionId, 'speaker');
  expect(await speaker.hears('seat:ended')).toEqual({ problem: 'gone' });
  await hub.rooms.sessionDeleted(sessionId);
  await hosting.isClosed();
});

test('a host has it recorded: those on stage may say yes, and only its recording is left for a day', async () => {
  const practice = await host.request('practice:open', {});
  const hosting = await hub.joinAs('host', practice.code);
  const speaking = await hub.joinAs('speaker', practice.code);
  expect(await speaking.refusal('practice:record', {})).toBe('forbidden');
  await speaking.send(await speaking.goOnStage({ granted: false }), 'microphone');
  const recorder = hub.recorder(`practice-of-${sessionId}`);
  await hosting.request('practice:record', {});
  await hosting.request('practice:record', {});
  expect(recorder.told.filter((call) => call === 'goLive')).toHaveLength(1);
  await speaking.request('recording:consent', { granted: true, textVersion: '1' });
  expect(recorder.told.some((call) => /^consent speaker true/.test(call))).toBe(true);

  const before = Date.now();
  await hosting.request('session:end', {});
  const ended = await speaking.hears('session:changed', ({ state }) => state === 'ended');
  expect(recorder.told).toContain('end');
  expect(hub.sessions.stored.has(`practice-of-${sessionId}`)).toBe(false);
  const keptMs = Date.parse(ended.keptUntil ?? '') - before;
  expect(keptMs).toBeGreaterThanOrEqual(24 * 3_600_000);
  expect(keptMs).toBeLessThan(25 * 3_600_000);
  expect(await host.hears('practice:changed', ({ code }) => code === undefined)).toEqual({});
  await host.request('practice:open', {});
});

test('what cannot be recorded is told to the host, and is deleted like any practice', async () => {
  const practice = await host.request('practice:open', {});
  const hosting = await hub.joinAs('host', practice.code);
  const recorder = hub.recorder(`practice-of-${sessionId}`);
  recorder.failing.add('goLive');
  expect(await hosting.refusal('practice:record', {})).toBe('internal');
  await hosting.request('session:end', {});
  expect([...hub.sessions.stored.keys()].filter((id) => id.includes(sessionId))).toEqual([
    sessionId,
  ]);
});

test('a session itself is recorded by going live, and not by asking', async () => {
  await host.request('session:go-live', {});
  expect(await host.refusal('practice:record', {})).toBe('conflict');
});
