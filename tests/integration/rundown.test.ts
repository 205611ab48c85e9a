import { randomUUID } from 'node:crypto';
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

const anItem = (title: string) => ({ itemId: randomUUID(), title });

test('a host writes it and goes through it; each item is a mark the first time; the staff hear of it, others do not', async () => {
  const [moderator, listener] = await Promise.all([
    hub.joinAs('moderator', code),
    hub.joinAs('listener', code),
  ]);
  expect(await host.request('rundown:read', {})).toEqual({
    version: 0,
    items: [],
    isShown: true,
  });
  const items = [{ ...anItem('Pembukaan'), minutes: 5 }, anItem('Tanya jawab')];
  const written = await host.request('rundown:change', { version: 0, items });
  expect(written).toEqual({ version: 1, items, isShown: true });
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
  expect(await host.request('rundown:read', {})).toEqual({ version: 1, items, isShown: true });
});

test('what is written in the studio is heard in the room', async () => {
  const items = [anItem('Pembukaan')];
  await hub.rundowns.save({ sessionId, version: 1, items, isShown: true, current: undefined });
  hub.rooms.rundownChanged(sessionId);
  await host.hears('rundown:changed', (rundown) => rundown.items.length === 1);
});

test('everyone else hears what is on and what comes next, as titles, while hosts show it', async () => {
  const listener = await hub.joinAs('listener', code);
  const speaker = await hub.joinAs('speaker', code);
  const moderator = await hub.joinAs('moderator', code);
  const items = [anItem('Pembukaan'), { ...anItem('Tanya jawab'), minutes: 20 }];
  await host.request('rundown:change', { version: 0, items });
  expect(await listener.request('rundown:read-place', {})).toEqual({});
  await host.request('rundown:go-to', { itemId: items[0]!.itemId });
  const place = { now: 'Pembukaan', next: 'Tanya jawab' };
  expect(await listener.hears('rundown:moved')).toEqual(place);
  expect(await speaker.hears('rundown:moved')).toEqual(place);
  expect(await listener.request('rundown:read-place', {})).toEqual(place);

  // How long it should take is no news for them.
  const shorter = [items[0]!, { ...items[1]!, minutes: 10 }];
  await host.request('rundown:change', { version: 2, items: shorter });
  await host.request('rundown:change', { version: 3, items: shorter, isShown: false });
  await listener.hears('rundown:moved', ({ now }) => now === undefined);
  await host.request('rundown:go-to', { itemId: items[1]!.itemId });
  expect(await listener.request('rundown:read-place', {})).toEqual({});
  await host.request('rundown:change', { version: 5, items: shorter, isShown: true });
  await listener.hears('rundown:moved', ({ now }) => now === 'Tanya jawab');
  expect(listener.all('rundown:moved')).toEqual([place, {}, { now: 'Tanya jawab' }]);
  expect(moderator.all('rundown:moved')).toEqual([]);
});

test('a renamed item renames its mark, in the room and from the studio, unless somebody gave the mark another name', async () => {
  const items = [anItem('Pembukaan'), anItem('Tanya jawab'), anItem('Doa')];
  await host.request('rundown:change', { version: 0, items });
  for (const { itemId } of items) await host.request('rundown:go-to', { itemId });
  const titles = async () =>
    (await host.request('marks:read', {})).marks.map(({ title }) => title);
  const { marks } = await host.request('marks:read', {});
  await host.request('mark:rename', { markId: marks[1]!.markId, title: 'Pertanyaan Uni Ros' });
  await host.request('mark:remove', { markId: marks[2]!.markId });

  const renamed = items.map((item) => ({ ...item, title: `${item.title} lagi` }));
  await host.request('rundown:change', { version: 4, items: renamed });
  expect(await titles()).toEqual(['Pembukaan lagi', 'Pertanyaan Uni Ros']);
  const told = hub.recorder(sessionId).told.filter((call) => call.includes('mark.rename'));
  expect(told).toHaveLength(2);

  const stored = hub.rundowns.stored.get(sessionId)!;
  const [first, ...rest] = stored.items;
  const again = [{ ...first!, title: 'Salam' }, ...rest];
  await hub.rundowns.save({ ...stored, version: 6, items: again });
  hub.rooms.rundownChanged(sessionId);
  await host.hears('marks:changed', (changed) => changed.marks[0]?.title === 'Salam');
});
