import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { PollRepository, StoredAnswer } from '../../server/polls/poll.ts';
import type { PollAnswer } from '../../server/protocol/polls.ts';
import { createPollRepository } from '../../server/store/poll-repository.ts';
import { createSessionDeletionRepository } from '../../server/store/session-deletion-repository.ts';
import { aPoll, pollPlans } from '../support/a-poll.ts';
import { openTestDatabase } from '../support/database.ts';
import { databases } from '../support/databases.ts';
import { memoryPolls } from '../support/memory-polls.ts';
import { aSession } from '../support/stored.ts';

type Store = {
  polls: PollRepository;
  /** The id of a session that exists. */
  newSession: () => Promise<string>;
};

const onDatabase = (db: Database): Store => ({
  polls: createPollRepository(db.prisma),
  newSession: async () => (await aSession(db)).sessionId,
});

describe.each<{ name: string; open: (scope: Scope) => Promise<Store> }>([
  {
    name: 'memory',
    open: () =>
      Promise.resolve({ polls: memoryPolls(), newSession: () => Promise.resolve(newId()) }),
  },
  ...databases.map(({ name, open }) => ({
    name,
    open: async (scope: Scope) => onDatabase(await open(scope)),
  })),
])('polls in $name', ({ open }) => {
  const scope = new Scope('polls', silentLog);
  let store: Store;
  let polls: PollRepository;
  let sessionId: string;
  beforeAll(async () => {
    store = await open(scope);
    ({ polls } = store);
  });
  afterAll(() => scope.close('done'));

  const newPoll = async (overrides: Parameters<typeof aPoll>[1] = {}) => {
    sessionId = await store.newSession();
    const poll = aPoll(sessionId, overrides);
    await polls.create(poll);
    return poll;
  };
  const at = (second: number) => new Date(Date.UTC(2026, 10, 28, 12, 0, second));
  const given = (
    pollId: string,
    personKey: string,
    answer: PollAnswer,
    second = 0,
  ): StoredAnswer => ({ pollId, personKey, answer, answeredAt: at(second) });

  test('what is stored comes back as it was, oldest first, and only of its session', async () => {
    await newPoll();
    const late = await newPoll({ createdAt: at(9), plan: pollPlans.scale });
    const early = aPoll(sessionId, { plan: pollPlans.words, isShown: false });
    await polls.create(early);
    expect(await polls.list(sessionId)).toEqual([early, late]);
    await expect(polls.create(late)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a change is made to the version that was seen, or not at all', async () => {
    const { pollId } = await newPoll();
    const opened = await polls.update(pollId, 1, { state: 'open', openedAt: at(1) });
    expect(opened).toMatchObject({ version: 2, state: 'open', openedAt: at(1) });
    expect(await polls.update(pollId, 1, { state: 'closed' })).toBeUndefined();
    const hidden = await polls.update(pollId, 2, { hiddenWords: ['buruk'], isShown: false });
    expect(hidden).toMatchObject({ hiddenWords: ['buruk'], isShown: false, openedAt: at(1) });
    const closed = await polls.update(pollId, 3, { state: 'closed', closedAt: at(2) });
    expect(await polls.list(sessionId)).toEqual([closed]);
    expect(await polls.update(pollId, 4, { closedAt: undefined })).toMatchObject({
      closedAt: undefined,
    });
    expect(await polls.update('none', 1, {})).toBeUndefined();
  });

  test('of two changes at the same moment one is made', async () => {
    const { pollId } = await newPoll();
    const made = await Promise.all([
      polls.update(pollId, 1, { isShown: false }),
      polls.update(pollId, 1, { state: 'open' }),
    ]);
    expect(made.filter(Boolean)).toHaveLength(1);
    expect((await polls.list(sessionId))[0]?.version).toBe(2);
  });

  test('only a draft that did not change is deleted', async () => {
    const draft = await newPoll();
    expect(await polls.deleteDraft(draft.pollId, 2)).toBe(false);
    expect(await polls.deleteDraft(draft.pollId, 1)).toBe(true);
    expect(await polls.deleteDraft(draft.pollId, 1)).toBe(false);
    const open = await newPoll({ state: 'open' });
    expect(await polls.deleteDraft(open.pollId, 1)).toBe(false);
    expect(await polls.list(sessionId)).toEqual([open]);
  });

  test('a person has one answer, the last one', async () => {
    const { pollId } = await newPoll({ state: 'open' });
    await polls.answer([
      given(pollId, 'a', { choices: [0] }),
      given(pollId, 'b', { words: ['Rumah "gadang"', 'é\u{1F44F}'] }, 1),
    ]);
    await polls.answer([given(pollId, 'a', { choices: [1, 2] }, 2)]);
    expect(await polls.listAnswers(sessionId)).toEqual([
      given(pollId, 'b', { words: ['Rumah "gadang"', 'é\u{1F44F}'] }, 1),
      given(pollId, 'a', { choices: [1, 2] }, 2),
    ]);
    await newPoll();
    expect(await polls.listAnswers(sessionId)).toEqual([]);
  });

  test('a thousand answers are one write', async () => {
    const { pollId } = await newPoll({ state: 'open' });
    const crowd = Array.from({ length: 1_000 }, (_, person) =>
      given(pollId, `person-${String(person).padStart(4, '0')}`, { choices: [person % 3] }),
    );
    await polls.answer(crowd);
    expect(await polls.listAnswers(sessionId)).toEqual(crowd);
  });
});

test('a deleted session takes its polls and answers along', async () => {
  const scope = new Scope('polls', silentLog);
  const db = await openTestDatabase(scope);
  const polls = createPollRepository(db.prisma);
  const { sessionId } = await aSession(db);
  const { pollId } = aPoll(sessionId);
  await polls.create(aPoll(sessionId, { pollId, state: 'open' }));
  const answer = { choices: [0] };
  await polls.answer([{ pollId, personKey: 'a', answer, answeredAt: new Date() }]);
  await createSessionDeletionRepository(db.prisma).delete(sessionId, {
    by: 'Ani',
    at: new Date(),
  });
  expect(await db.prisma.poll.count()).toBe(0);
  expect(await db.prisma.pollAnswer.count()).toBe(0);
  await scope.close('done');
});
