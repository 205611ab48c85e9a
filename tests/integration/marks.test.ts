import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { markLimits } from '../../server/protocol/marks.ts';
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

/** What the timeline was told of marks. */
const noted = () =>
  hub.recorder(sessionId).told.flatMap((line) => /^note (mark\S*) .*/.exec(line)?.[1] ?? []);

test('a mark is stored once however often it is asked for, put on the timeline, and told to the staff alone', async () => {
  const [moderator, speaker, listener] = await Promise.all([
    hub.joinAs('moderator', code),
    hub.joinAs('speaker', code),
    hub.joinAs('listener', code),
  ]);
  const input = { markId: randomUUID(), title: 'Tanda 1' };
  const mark = await host.request('mark:add', input);
  expect(mark).toMatchObject(input);
  expect(hub.marks.stored.get(input.markId)).toEqual({ ...mark, sessionId });
  expect(await host.request('mark:add', { ...input, title: 'Lain' })).toEqual(mark);
  await moderator.hears('marks:changed', ({ marks }) => marks.length === 1);
  // Told twice, the first counts there.
  expect(noted()).toEqual(['mark', 'mark']);
  expect(await moderator.request('marks:read', {})).toEqual({ marks: [mark] });
  for (const other of [speaker, listener]) {
    expect(other.all('marks:changed')).toEqual([]);
    expect(await other.refusal('mark:rename', input)).toBe('forbidden');
  }
});

test('renamed and removed, it stays so for who comes later and on the timeline', async () => {
  const [one, two] = [randomUUID(), randomUUID()];
  await host.request('mark:add', { markId: one, title: 'Tanda 1' });
  await host.request('mark:add', { markId: two, title: 'Tanda 2' });
  await host.request('mark:rename', { markId: one, title: 'Tanya jawab' });
  await host.request('mark:rename', { markId: one, title: 'Tanya jawab' });
  await host.request('mark:remove', { markId: two });
  await host.request('mark:remove', { markId: two });
  expect(await host.refusal('mark:rename', { markId: two, title: 'x' })).toBe('not-found');
  expect([...new Set(noted())]).toEqual(['mark', 'mark.rename', 'mark.remove']);
  const late = await hub.joinAs('moderator', code);
  const { marks } = await late.request('marks:read', {});
  expect(marks).toMatchObject([{ markId: one, title: 'Tanya jawab' }]);
});

test('nothing is acknowledged before it is on the timeline, which the episode is made from', async () => {
  const markId = randomUUID();
  const recorder = hub.recorder(sessionId);
  const { note } = recorder;
  for (const request of [
    () => host.request('mark:add', { markId, title: 'Tanda 1' }),
    () => host.request('mark:rename', { markId, title: 'Tanya jawab' }),
    () => host.request('mark:remove', { markId }),
  ]) {
    let onDisk = (): void => undefined;
    recorder.note = async (entry) => {
      await new Promise<void>((resolve) => (onDisk = resolve));
      return note(entry);
    };
    const asked = request().then(() => 'acknowledged');
    expect(await Promise.race([asked, delay(300, 'waits')])).toBe('waits');
    onDisk();
    expect(await asked).toBe('acknowledged');
  }
  expect(noted()).toEqual(['mark', 'mark.rename', 'mark.remove']);
});

test('what a hub that died told the database alone is on the timeline once it is asked for again', async () => {
  const [one, two] = [randomUUID(), randomUUID()];
  hub.marks.stored.set(one, { markId: one, sessionId, title: 'Tanda 1', atMs: 5 });
  hub.marks.stored.set(two, { markId: two, sessionId, title: 'Baru', atMs: 6 });
  // Somebody comes back and reads them first.
  await host.request('marks:read', {});
  await host.request('mark:add', { markId: one, title: 'Tanda 1' });
  await host.request('mark:rename', { markId: two, title: 'Baru' });
  expect(noted()).toEqual(['mark', 'mark.rename']);
});

test('what cannot be stored is refused, and is no chapter either', async () => {
  hub.marks.setAway(true);
  const input = { markId: randomUUID(), title: 'Tanda 1' };
  expect(await host.refusal('mark:add', input)).toBe('unavailable');
  hub.marks.setAway(false);
  expect(noted()).toEqual(['mark', 'mark.remove']);
  expect(await host.request('marks:read', {})).toEqual({ marks: [] });
  expect(await host.request('mark:add', input)).toMatchObject(input);
  expect(noted()).toEqual(['mark', 'mark.remove', 'mark']);
});

test('what the disk refuses is not acknowledged, and stays as it was', async () => {
  const [one, two] = [randomUUID(), randomUUID()];
  await host.request('mark:add', { markId: one, title: 'Tanda 1' });
  const { failing } = hub.recorder(sessionId);
  failing.add('note');
  expect(await host.refusal('mark:add', { markId: two, title: 'Tanda 2' })).toBe('unavailable');
  expect(await host.refusal('mark:remove', { markId: one })).toBe('unavailable');
  failing.clear();
  const { marks } = await host.request('marks:read', {});
  expect(marks).toMatchObject([{ markId: one, title: 'Tanda 1' }]);
});

test('asked for again after a while, it is of the moment in which it was pressed', async () => {
  hub.sessions.stored.get(sessionId)!.wentLiveAt = new Date(Date.now() - 900_000).toISOString();
  const input = { markId: randomUUID(), title: 'Tanda 1', heldMs: 600_000 };
  const late = await hub.joinAs('host', code, 'Rina');
  const { atMs } = await late.request('mark:add', input);
  expect(hub.recorder(sessionId).told.at(-1)).toContain('"heldMs":600000');
  const { atMs: now } = await late.request('mark:add', { markId: randomUUID(), title: 'Kini' });
  expect((now - atMs) / 1_000).toBeCloseTo(600, 0);
  expect(atMs).toBeGreaterThanOrEqual(0);
});

test('a mark of another session is not known here', async () => {
  const markId = randomUUID();
  await host.request('mark:add', { markId, title: 'Tanda 1' });
  const other = hub.sessions.add(`${code}-other`, 'live');
  const stranger = await hub.joinAs('host', other.code, 'Rina');
  expect(await stranger.refusal('mark:rename', { markId, title: 'x' })).toBe('not-found');
  expect(await stranger.refusal('mark:remove', { markId })).toBe('ok');
  expect(await stranger.refusal('mark:add', { markId, title: 'x' })).toBe('conflict');
  expect(hub.marks.stored.get(markId)).toMatchObject({ sessionId, title: 'Tanda 1' });
});

test('a session has so many marks and no more', async () => {
  for (let i = 0; i < markLimits.marks; i += 1) {
    await hub.marks.add({ markId: randomUUID(), sessionId, title: `Tanda ${i}`, atMs: i });
  }
  const refusal = await host.refusal('mark:add', { markId: randomUUID(), title: 'Lebih' });
  expect(refusal).toBe('too-many');
});
