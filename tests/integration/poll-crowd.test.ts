import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { PollRepository } from '../../server/polls/poll.ts';
import type { SessionInfo } from '../../server/protocol/protocol.ts';
import { toSessionInfo } from '../../server/sessions/session.ts';
import { createPollRepository } from '../../server/store/poll-repository.ts';
import { pollPlans } from '../support/a-poll.ts';
import { openTestDatabase } from '../support/database.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';
import { aSession } from '../support/stored.ts';

/** Who answers, and how long it takes one after the other to knock: this machine also plays all of them. */
const crowd = 1_000;
const atOnce = 50;

const scope = new Scope('crowd', silentLog);
let hub: RoomHub;
let session: SessionInfo;
let polls: PollRepository;
let writes = 0;
const people: RoomPeer[] = [];

beforeAll(async () => {
  const db = await openTestDatabase(scope);
  polls = createPollRepository(db.prisma);
  const unlimited = { burst: 1e6, perSecond: 1e6 };
  hub = await openRoomHub({
    plane: new FakeMediaPlane(),
    pollRepository: {
      ...polls,
      answer: (answers) => {
        writes += 1;
        return polls.answer(answers);
      },
    },
    roomLimits: { members: crowd + 10 },
    socketLimits: {
      requests: unlimited,
      address: { sockets: 2 * crowd, connects: unlimited, requests: unlimited },
    },
  });
  session = { ...toSessionInfo(await aSession(db)), state: 'live' };
  hub.sessions.stored.set(session.sessionId, session);
  while (people.length < crowd) {
    const next = Array.from({ length: atOnce }, (_, at) =>
      hub.enterAs('listener', session.code, { cookie: `device=crowd-${people.length + at}` }),
    );
    people.push(...(await Promise.all(next)));
  }
}, 120_000);
afterAll(async () => {
  await hub.close();
  await scope.close('done');
});

test('a thousand people answer at once: exact, stored, in few writes and few notices', async () => {
  const host = await hub.joinAs('host', session.code);
  const listener = await hub.joinAs('listener', session.code);
  const plan = pollPlans.single;
  const { pollId } = await host.request('poll:draft', { pollId: newId(), plan, isShown: true });
  const { version } = await host.request('poll:open', { pollId, version: 1 });

  listener.forget();
  const startedAt = performance.now();
  await Promise.all(
    people.map((one, at) =>
      one.request('poll:answer', { pollId, answer: { choices: [at % 3] } }),
    ),
  );
  const lastedMs = performance.now() - startedAt;
  // What was acknowledged is stored.
  expect(await polls.listAnswers(session.sessionId)).toHaveLength(crowd);
  expect(writes).toBeLessThan(crowd / 5);
  const heard = await listener.hears('poll:counted', ({ people }) => people === crowd);
  expect(heard.tally?.counts).toEqual([334, 333, 333]);
  const noticesAtMost = Math.ceil(lastedMs / 500) + 2;
  expect(listener.all('poll:counted').length).toBeLessThanOrEqual(noticesAtMost);
  expect(await host.request('poll:close', { pollId, version })).toMatchObject({
    people: crowd,
    tally: { counts: [334, 333, 333] },
  });
}, 120_000);

test('five hundred people applaud at once: each hears of it in few notices', async () => {
  const clapping = people.slice(0, 500);
  for (const one of clapping) await one.join('');
  for (const one of clapping) one.forget();
  const startedAt = performance.now();
  await Promise.all(clapping.map((one) => one.request('reaction:send', { kind: 'applause' })));
  await clapping[0]!.hears('reactions:counted', ({ counts }) => (counts.applause ?? 0) > 0);
  const lastedMs = performance.now() - startedAt;
  const noticesAtMost = Math.ceil(lastedMs / 500) + 1;
  for (const one of clapping) {
    expect(one.all('reactions:counted').length).toBeLessThanOrEqual(noticesAtMost);
  }
}, 90_000);
