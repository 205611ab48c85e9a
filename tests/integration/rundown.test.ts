import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';

let hub: RoomHub;
let code = '';
let sessionId = '';
let number = 0;
let host: RoomPeer;

beforeAll(async () => {
  hub = await openRoomHub({ plane: new FakeMediaPlane() });
});
afterAll(() => hub.close());
beforeEach(async () => {
  ({ code, sessionId } = hub.sessions.add(`rundown-${(number += 1)}`, 'live'));
  host = await hub.joinAs('host', code, 'Rina');
});

const anItem = (title: string) => ({ itemId: randomUUID(), title });

test('a host writes it and goes through it; each item is a mark the first time; the staff hear of it, others do not', async () => {
  const [moderator, listener] = await Promise.all([
    hub.joinAs('moderator', code),
    hub.joinAs('listener', code),
  ]);
  expect(await host.request('rundown:read', {})).toEqual({ version: 0, items: [] });
  const items = [{ ...anItem('Pembukaan'), minutes: 5 }, anItem('Tanya jawab')];
  const written = await host.request('rundown:change', { version: 0, items });
  expect(written).toEqual({ version: 1, items });
  const [opening, questions] = items;
  const { itemId } = opening!;
  const begun = await host.request('rundown:go-to', { itemId });
  expect(begun).toMatchObject({ version: 2, current: { itemId } });
  expect(await host.request('rundown:go-to', { itemId })).toEqual(begun);
  await host.request('rundown:go-to', { itemId: questions!.itemId });
  await host.request('rundown:go-to', { itemId });
  const { marks } = await host.request('marks:read', {});
  expect(marks.map(({ title }) => title)).toEqual(['Pembukaan', 'Tanya jawab']);
  await moderator.hears('rundown:changed', ({ version }) => version === 4);
  expect(await moderator.request('rundown:read', {})).toMatchObject({ version: 4 });
  expect(await moderator.refusal('rundown:go-to', { itemId })).toBe('forbidden');
  expect(listener.all('rundown:changed')).toEqual([]);
  expect(hub.rundowns.stored.get(sessionId)).toMatchObject({ version: 4, items });
});

test('what was changed meanwhile is not written over; an item of another session is not found', async () => {
  const items = [anItem('Pembukaan')];
  await host.request('rundown:change', { version: 0, items });
  expect(await host.refusal('rundown:change', { version: 0, items: [] })).toBe('conflict');
  const itemId = randomUUID();
  expect(await host.refusal('rundown:go-to', { itemId })).toBe('not-found');
  const twice = { version: 1, items: [...items, ...items] };
  expect(await host.refusal('rundown:change', twice)).toBe('invalid-input');
  expect(await host.request('rundown:read', {})).toEqual({ version: 1, items });
});

test('what is written in the studio is heard in the room', async () => {
  const items = [anItem('Pembukaan')];
  await hub.rundowns.save({ sessionId, version: 1, items, current: undefined });
  hub.rooms.rundownChanged(sessionId);
  await host.hears('rundown:changed', (rundown) => rundown.items.length === 1);
});
