import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { PollRepository } from '../../server/polls/poll.ts';
import { createPollRepository } from '../../server/store/poll-repository.ts';
import { pollPlans } from '../support/a-poll.ts';
import { crowd, enterCrowd, openCrowdHub, type CrowdHub } from '../support/crowd-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';

const scope = new Scope('crowd', silentLog);
let hub: CrowdHub['hub'];
let session: CrowdHub['session'];
let polls: PollRepository;
let writes = 0;
let people: RoomPeer[];

beforeAll(async () => {
  const opened = await openCrowdHub(scope, (db) => {
    polls = createPollRepository(db.prisma);
    const answer: PollRepository['answer'] = (answers) => {
      writes += 1;
      return polls.answer(answers);
    };
    return { pollRepository: { ...polls, answer } };
  });
  ({ hub, session } = opened);
  people = await enterCrowd(opened);
}, 120_000);
afterAll(() => scope.close('done'));

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
