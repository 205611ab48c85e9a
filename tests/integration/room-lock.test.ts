import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
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
  ({ code, sessionId, host } = await hub.openRoom('live'));
});

const joinInput = { displayName: 'Ani', rtpCapabilities: {} };

test('a locked room keeps newcomers in the lobby, who hear when it is opened', async () => {
  const visitor = await hub.enterAs('listener', code);
  await host.request('room:lock', { isLocked: true });
  await visitor.hears('session:changed', ({ lockedAt }) => lockedAt !== undefined);
  await host.hears('session:changed', ({ lockedAt }) => lockedAt !== undefined);
  expect(await visitor.refusal('room:join', joinInput)).toBe('locked');

  const late = await hub.connect({ cookie: 'device=late' });
  expect((await late.enter(code)).session.lockedAt).toBeDefined();
  expect(await late.refusal('room:join', joinInput)).toBe('locked');

  visitor.forget();
  await host.request('room:lock', { isLocked: false });
  await visitor.hears('session:changed', ({ lockedAt }) => lockedAt === undefined);
  await visitor.join('Ani');
});

test.each(['host', 'moderator', 'speaker'] as const)(
  'a lock does not keep out a %s',
  async (who) => {
    await host.request('room:lock', { isLocked: true });
    const { you } = await (await hub.enterAs(who, code)).join(who);
    expect(you.role).toBe(who);
  },
);

test('whoever was inside comes back: the same seat, a new tab, after leaving, and after a restart', async () => {
  const cookie = 'device=uni';
  const listener = await hub.connect({ cookie });
  await listener.enter(code);
  await listener.join('Uni');
  await host.request('room:lock', { isLocked: true });
  listener.drop();
  const { tabId } = listener;
  for (const tab of [{ cookie, tabId }, { cookie }]) {
    const again = await hub.connect(tab);
    await again.enter(code);
    await again.join('Uni');
    await again.request('room:leave', {});
  }

  // The room is opened again, as after a restart of the hub: the lock and who was inside are stored.
  await hub.rooms.find(sessionId)!.close('test');
  const again = await hub.connect({ cookie, tabId });
  expect((await again.enter(code)).session.lockedAt).toBeDefined();
  await again.join('Uni');
  const stranger = await hub.connect({ cookie: 'device=new' });
  await stranger.enter(code);
  expect(await stranger.refusal('room:join', joinInput)).toBe('locked');
});

test('locking twice is once, and a listener cannot unlock', async () => {
  await host.request('room:lock', { isLocked: true });
  const { lockedAt } = await host.hears('session:changed');
  host.forget();
  await (await hub.joinAs('moderator', code)).request('room:lock', { isLocked: true });
  expect(host.all('session:changed')).toEqual([]);
  expect(hub.sessions.stored.get(sessionId)?.lockedAt).toBe(lockedAt);
  const speaker = await hub.joinAs('speaker', code);
  expect(await speaker.refusal('room:lock', { isLocked: false })).toBe('forbidden');
});
