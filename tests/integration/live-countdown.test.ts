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
  hub = await openRoomHub({ plane, roomLimits: { countdownMs: 300 } });
});
afterAll(() => hub.close());
beforeEach(async () => {
  ({ code, sessionId, host } = await hub.openRoom());
});

const isCounting = ({ goesLiveAt }: { goesLiveAt?: string | undefined }): boolean =>
  goesLiveAt !== undefined;

test('stage and lobby see the countdown, then it is live and recorded', async () => {
  const speaker = await hub.joinAs('speaker', code);
  const waiting = await hub.enterAs('listener', code);
  const before = Date.now();
  await host.request('countdown:start', {});
  const late = await hub.enterAs('listener', code);
  for (const peer of [host, speaker, waiting]) {
    const { goesLiveAt, state } = await peer.hears('session:changed', isCounting);
    expect(state).toBe('scheduled');
    expect(Date.parse(goesLiveAt!)).toBeGreaterThanOrEqual(before + 300);
  }
  expect(hub.recorder(sessionId).told).not.toContain('goLive');
  for (const peer of [host, speaker, waiting, late]) {
    const session = await peer.hears('session:changed', ({ state }) => state === 'live');
    expect(session.goesLiveAt).toBeUndefined();
  }
  expect(hub.recorder(sessionId).told).toContain('goLive');
});

test('whoever comes during it is told when it ends; cancelled, nothing goes live', async () => {
  await host.request('countdown:start', {});
  const late = await hub.connect();
  expect((await late.enter(code)).session.goesLiveAt).toBeDefined();
  await host.request('countdown:cancel', {});
  await late.hears('session:changed', (session) => !isCounting(session));
  expect(await host.refusal('countdown:cancel', {})).toBe('conflict');

  // A new countdown starts from its beginning: the cancelled one would have ended before it.
  host.forget();
  await host.request('countdown:start', {});
  const { goesLiveAt } = await host.hears('session:changed', isCounting);
  await host.hears('session:changed', ({ state }) => state === 'live');
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(goesLiveAt!) - 20);
});

test('one countdown at a time, and none of what is live', async () => {
  await host.request('countdown:start', {});
  expect(await host.refusal('countdown:start', {})).toBe('conflict');
  await host.request('session:go-live', {});
  const { goesLiveAt } = await host.hears('session:changed', ({ state }) => state === 'live');
  expect(goesLiveAt).toBeUndefined();
  expect(await host.refusal('countdown:start', {})).toBe('conflict');
  const moderator = await hub.joinAs('moderator', code);
  expect(await moderator.refusal('countdown:start', {})).toBe('forbidden');
});

test('when it cannot go live, the countdown is taken back', async () => {
  hub.sessions.stored.delete(sessionId);
  await host.request('countdown:start', {});
  await host.hears('session:changed', isCounting);
  host.forget();
  const { state } = await host.hears('session:changed', (session) => !isCounting(session));
  expect(state).toBe('scheduled');
});

test('before going live hosts hear whether the disk has room, for those on stage or invited and at least two', async () => {
  const forecast = await host.request('recording:forecast', {});
  expect(forecast).toMatchObject({ isEnough: true, people: 2 });
  hub.recorder(sessionId).minutesOfSpace = forecast.plannedMinutes - 1;
  for (let speakers = 0; speakers < 3; speakers += 1) {
    await (await hub.joinAs('speaker', code)).goOnStage();
  }
  expect(await host.request('recording:forecast', {})).toMatchObject({
    ...{ isEnough: false, people: 3, minutes: forecast.plannedMinutes - 1 },
  });
  // Who hosts them comes on stage, too, where there are seats.
  hub.sessions.invited.set(sessionId, 4);
  expect(await host.request('recording:forecast', {})).toMatchObject({ people: 5 });
  hub.sessions.invited.set(sessionId, 40);
  expect(await host.request('recording:forecast', {})).toMatchObject({ people: 6 });
});

test('while the database is away it is judged for those on stage', async () => {
  for (let speakers = 0; speakers < 3; speakers += 1) {
    await (await hub.joinAs('speaker', code)).goOnStage();
  }
  const { countInvited } = hub.sessions;
  hub.sessions.countInvited = () => Promise.reject(new Error('The database is away.'));
  try {
    expect(await host.request('recording:forecast', {})).toMatchObject({ people: 3 });
  } finally {
    hub.sessions.countInvited = countInvited;
  }
});

test('while live it is judged for what is left, and for a stage that has grown', async () => {
  const { stored } = hub.sessions;
  const info = hub.sessions.add(`${code}-live`, 'live');
  const wentLiveAt = new Date(Date.now() - 40 * 60_000).toISOString();
  stored.set(info.sessionId, { ...info, wentLiveAt });
  const running = await hub.joinAs('host', info.code);
  hub.recorder(info.sessionId).minutesOfSpace = info.plannedMinutes - 40;
  for (let speakers = 0; speakers < 3; speakers += 1) {
    await (await hub.joinAs('speaker', info.code)).goOnStage();
  }
  expect(await running.request('recording:forecast', {})).toMatchObject({
    ...{ isEnough: true, people: 3, minutes: info.plannedMinutes - 40 },
  });
  // Others' rooms are judged without what this one still needs.
  const plan = { plannedMinutes: info.plannedMinutes, people: 3, pastMinutes: 40 };
  expect(await hub.recorder(info.sessionId).plan?.()).toEqual(plan);
  hub.recorder(info.sessionId).minutesOfSpace -= 1;
  expect(await running.request('recording:forecast', {})).toMatchObject({ isEnough: false });
});
