import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { TalkTimes } from '../../server/protocol/talk-times.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';

let hub: RoomHub;
let code = '';
let sessionId = '';
let number = 0;
let host: RoomPeer;

const plane = new FakeMediaPlane();
beforeAll(async () => {
  hub = await openRoomHub({ plane });
});
afterAll(() => hub.close());
beforeEach(async () => {
  ({ code, sessionId } = hub.sessions.add(`talk-${(number += 1)}`));
  host = await hub.joinAs('host', code, 'Rina');
});

/** A speaker on stage with an open microphone, known by a device of their own. */
async function aSpeaker(name: string, tabId: string = name.padEnd(8, '-')) {
  const cookie = `device=${name}-${sessionId}`;
  const peer = await hub.enterAs('speaker', code, { cookie, tabId });
  const { you } = await peer.join(name);
  const producerId = await peer.send(await peer.goOnStage(), 'microphone');
  return { peer, peerId: you.peerId, producerId };
}

/** A voice is measured as often as a second brings it. */
function speak(producerId: string): void {
  for (let i = 0; i < 4; i += 1) plane.roomOf(sessionId).hear({ producerId, dbov: -30 });
}

const read = (): Promise<TalkTimes> => host.request('talk-times:read', {});

/** It is told every five seconds, if there is news. */
const isTold = (peer: RoomPeer, peerId: string): Promise<void> =>
  vi.waitFor(
    () => {
      const people = peer.all('talk-times:changed').flatMap((told) => told.people);
      expect(people).toContainEqual(expect.objectContaining({ peerId }));
    },
    { timeout: 15_000, interval: 100 },
  );

test('who has spoken while live is told to the staff alone', async () => {
  const [moderator, listener] = await Promise.all([
    hub.joinAs('moderator', code),
    hub.enterAs('listener', code),
  ]);
  const { peer: speaker, peerId, producerId } = await aSpeaker('budi');
  const silent = await aSpeaker('siti');
  speak(producerId);
  expect(await read()).toEqual({ sinceMs: 0, people: [] });

  await host.request('session:go-live', {});
  await listener.join('Ros');
  speak(producerId);
  plane.roomOf(sessionId).hear({ producerId: silent.producerId, dbov: -30 });
  const { people } = await moderator.request('talk-times:read', {});
  expect(people.map((person) => person.peerId)).toEqual([peerId]);
  await Promise.all([isTold(host, peerId), isTold(moderator, peerId)]);
  for (const other of [speaker, listener]) {
    expect(await other.refusal('talk-times:read', {})).toBe('forbidden');
    expect(other.all('talk-times:changed')).toEqual([]);
  }
});

test('a person goes on being counted after a reload, on another device, and on another worker', async () => {
  await host.request('session:go-live', {});
  const first = await aSpeaker('budi');
  speak(first.producerId);
  const before = (await read()).people[0]?.spokenMs ?? 0;
  expect(before).toBeGreaterThan(0);

  first.peer.drop();
  await host.hears('peer:changed', ({ peerId, connected }) => {
    return peerId === first.peerId && !connected;
  });
  expect((await read()).people).toMatchObject([{ peerId: first.peerId, spokenMs: before }]);
  const again = await aSpeaker('budi', 'another-tab');
  expect(again.peerId).not.toBe(first.peerId);
  expect((await read()).people).toContainEqual(
    expect.objectContaining({ peerId: again.peerId, spokenMs: before }),
  );

  plane.roomOf(sessionId).lose();
  await again.peer.hears('room:moved');
  await again.peer.enter(code, 'speaker');
  await again.peer.join('budi');
  speak(await again.peer.send(await again.peer.goOnStage(), 'microphone'));
  const { people } = await read();
  const after = people.find(({ peerId }) => peerId === again.peerId)?.spokenMs;
  expect(after).toBeGreaterThanOrEqual(before);
});

test('a room opened anew in the middle of its session says since when it counts', async () => {
  const info = hub.sessions.add(`talk-${(number += 1)}`, 'live');
  const wentLiveAt = new Date(Date.now() - 600_000).toISOString();
  hub.sessions.stored.set(info.sessionId, { ...info, wentLiveAt });
  const late = await hub.joinAs('host', info.code, 'Rina');
  const { sinceMs, people } = await late.request('talk-times:read', {});
  expect(sinceMs).toBeGreaterThanOrEqual(600_000);
  expect(people).toEqual([]);
});
