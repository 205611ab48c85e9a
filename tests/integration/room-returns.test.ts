import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { reconnectDelay } from '../../client/session/reconnect.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { PeerState, RoomState } from '../../server/protocol/protocol.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type Who } from '../support/room-hub.ts';
import { RoomPeer } from '../support/room-peer.ts';

/**
 * Two hundred who lost the same hub, all from one address, come back at once with the page's own delays. They are
 * told nothing but what their cookies and links say.
 */

const code = 'full-house';
const staff = ['host', 'moderator', 'speaker'] as const;
type Person = { name: string; who: Who; cookie: string; tabId: string };
const people = Array.from({ length: 200 }, (_, number): Person => {
  const who = staff[number] ?? 'listener';
  const cookie = who === 'host' ? 'person=rina' : `device=orang-${number}`;
  return { name: `Orang ${number}`, who, cookie, tabId: `tab-of-orang-${number}` };
});

let scope: Scope;
beforeEach(() => void (scope = new Scope('returns', silentLog)));
afterEach(() => scope.close('test done'));

async function openHub(port?: number) {
  const hub = await openRoomHub({ plane: new FakeMediaPlane(), ...(port ? { port } : {}) });
  scope.defer('hub', () => hub.close());
  hub.sessions.add(code, 'live');
  return hub;
}

type Arrived = { peer: RoomPeer; state: RoomState };

async function come(url: string, { name, who, cookie, tabId }: Person): Promise<Arrived> {
  const peer = await RoomPeer.connect(url, { cookie, tabId });
  scope.defer('peer', () => peer.close());
  await peer.enter(code, invitationOf(who));
  return { peer, state: await peer.join(name) };
}

const invitationOf = (who: Who): string | undefined =>
  who === 'speaker' || who === 'moderator' ? who : undefined;

/** As the page does it: again and again while nobody is there, but what the hub refuses is thrown. */
async function comeBack(url: string, person: Person): Promise<Arrived> {
  const lostMs = performance.now();
  for (let attempt = 0; ; attempt += 1) {
    await delay(reconnectDelay({ attempt, goneMs: performance.now() - lostMs }));
    try {
      return await come(url, person);
    } catch (error) {
      const isAbsent = error instanceof Error && error.message === 'websocket error';
      if (!isAbsent || performance.now() - lostMs > 60_000) throw error;
    }
  }
}

const whoIs = ({ role, displayName }: PeerState) => ({ role, displayName });

test('the line broke, the hub lives: each has their own seat again, and hands keep their order', async () => {
  const { url } = await openHub();
  const before = await Promise.all(people.map((person) => come(url, person)));
  for (const { peer } of before.slice(150, 153)) await peer.request('hand:raise', {});
  const { hands } = await before[0]!.peer.request('hands:read', {});
  expect(hands).toHaveLength(3);

  for (const { peer } of before) peer.drop();
  const after = await Promise.all(people.map((person) => comeBack(url, person)));
  expect(after.map(({ state }) => state.you.peerId)).toEqual(
    before.map(({ state }) => state.you.peerId),
  );
  expect(after.map(({ state }) => state.you.role)).toEqual(people.map(({ who }) => who));
  expect(await after[0]!.peer.request('hands:read', {})).toMatchObject({
    hands: hands.map(({ peerId }) => ({ peerId })),
  });
}, 90_000);

test('the hub was restarted: all are in again as who they were, none is refused and none is there twice', async () => {
  const first = await openHub();
  const before = await Promise.all(people.map((person) => come(first.url, person)));
  await first.close();
  const returning = Promise.all(people.map((person) => comeBack(first.url, person)));
  await openHub(Number(new URL(first.url).port));
  const after = await returning;
  expect(after.map(({ state }) => whoIs(state.you))).toEqual(
    before.map(({ state }) => whoIs(state.you)),
  );
  const listeners = people.filter(({ who }) => who === 'listener' || who === 'speaker').length;
  const newcomer = {
    name: 'Baru',
    who: 'listener',
    cookie: 'device=baru',
    tabId: 'tab-of-baru',
  } as const;
  const { state } = await come(first.url, newcomer);
  expect(state.listenerCount).toBe(listeners + 1);
}, 90_000);
