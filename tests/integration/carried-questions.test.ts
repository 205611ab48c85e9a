import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { Question } from '../../server/protocol/questions.ts';
import type { SessionState } from '../../server/protocol/words.ts';
import { ask, boardOf, seen, told } from '../support/asking.ts';
import { openQuestionStore, type QuestionStore } from '../support/question-store.ts';
import type { RoomHub } from '../support/room-hub.ts';
import { aSeries } from '../support/stored.ts';

/** Questions that are deferred: carried to the next session of their series, where they are their askers' own. */

const scope = new Scope('carried questions', silentLog);
let store: QuestionStore;
let hub: RoomHub;

beforeAll(async () => {
  store = await openQuestionStore(scope);
});
beforeEach(async () => {
  hub = await store.openHub();
  return () => hub.close();
});
afterAll(() => scope.close('done'));

/** Of one series: this evening's session, and the one a week after it. */
async function twoEvenings(next: SessionState) {
  const { seriesId } = await aSeries(store.db);
  const [today, nextWeek] = [
    new Date('2026-11-28T12:30:00Z'),
    new Date('2026-12-05T12:30:00Z'),
  ];
  const now = await store.addSession(hub, 'live', { seriesId, startsAt: today });
  const later = await store.addSession(hub, next, { seriesId, startsAt: nextWeek });
  return { now, later };
}

test('a deferred question is open in the next session, once, with the votes of that evening', async () => {
  const { now, later } = await twoEvenings('scheduled');
  const host = await hub.joinAs('host', now.code, 'Rina');
  const asker = await hub.enterAs('listener', now.code, { cookie: 'device=siti' });
  const asked = await ask(asker, 'Siapa tokoh bab dua?', { displayName: 'Siti' });
  const fan = await hub.joinAs('listener', now.code, 'Ani');
  await fan.request('question:vote', { questionId: asked.questionId, isFor: true });
  const deferred = await host.request('question:defer', seen(asked));
  expect(deferred).toMatchObject({ state: 'deferred', deferredTo: { code: later.code } });
  await told(fan, asked.questionId, ({ deferredTo }) => deferredTo?.code === later.code);

  const waiting = await hub.enterAs('listener', later.code, { cookie: 'device=ani' });
  const { questions: carried } = await boardOf(waiting);
  expect(carried).toMatchObject([
    {
      ...{ text: asked.text, state: 'open', isCarried: true, votes: 0, number: 1 },
      asker: { displayName: 'Siti' },
    },
  ]);
  await waiting.request('question:vote', { questionId: carried[0]!.questionId, isFor: true });
  expect((await boardOf(waiting)).questions).toMatchObject([{ votes: 1 }]);
  // It lives on there: here it stays as it was left.
  expect(await host.refusal('question:reopen', seen(deferred))).toBe('conflict');
  expect((await store.questions.load(now.sessionId)).votes).toHaveLength(1);
});

describe('in the next session', () => {
  /** Two questions of Siti's that were deferred, as she finds them a week later on the same phone. */
  const carry = async (askerMode: 'named' | 'anonymous') => {
    const { now, later } = await twoEvenings('live');
    const host = await hub.joinAs('host', now.code, 'Rina');
    const before = await hub.enterAs('listener', now.code, { cookie: 'device=siti' });
    for (const text of ['Siapa tokoh bab dua?', 'Kapan bab tiga?']) {
      const asked = await ask(before, text, { displayName: 'Siti', askerMode });
      await host.request('question:defer', seen(asked));
    }
    const siti = await hub.enterAs('listener', later.code, { cookie: 'device=siti' });
    const ani = await hub.enterAs('listener', later.code, { cookie: 'device=ani' });
    const staff = await hub.joinAs('host', later.code, 'Rina');
    const { questions: mine } = await boardOf(siti);
    return { later, siti, ani, staff, mine: mine as [Question, Question] };
  };

  test.each(['named', 'anonymous'] as const)(
    'what was asked %s is its asker’s own',
    async (mode) => {
      const { later, siti, ani, staff, mine } = await carry(mode);
      const [one, two] = mine;
      expect(mine.map(({ isMine, isCarried }) => [isMine, isCarried])).toEqual([
        [true, true],
        [true, true],
      ]);
      expect((await boardOf(ani)).questions.map(({ isMine }) => isMine)).toEqual([
        false,
        false,
      ]);
      // One does not support oneself, and others do not take back what one asked.
      const vote = { questionId: one.questionId, isFor: true };
      expect(await siti.refusal('question:vote', vote)).toBe('forbidden');
      expect(await ani.request('question:vote', vote)).toEqual({ votes: 1 });
      expect(await ani.refusal('question:withdraw', seen(two))).toBe('forbidden');

      const muting = { ...seen(one), isMuted: true };
      await staff.request('question:mute-asker', muting);
      await siti.hears('asker:muted', ({ isMuted }) => isMuted);
      const next = { questionId: newId(), text: 'Dan bab empat?', askerMode: 'named' } as const;
      expect(await siti.refusal('question:ask', next)).toBe('forbidden');
      expect(await ani.refusal('question:ask', next)).toBe('ok');
      await staff.request('question:mute-asker', { ...muting, isMuted: false });
      expect((await boardOf(siti)).isMuted).toBe(false);

      await staff.request('question:start-answer', seen(one));
      const answering = await told(siti, one.questionId, ({ state }) => state === 'answering');
      expect(answering.isMine).toBe(true);
      expect(await siti.request('question:withdraw', seen(two))).toMatchObject({
        ...{ state: 'withdrawn', isMine: true },
      });

      // What is stored under the key of that evening leads to nothing of this one.
      const own = await ask(siti, 'Bolehkah saya ikut?', { displayName: 'Siti' });
      const stored = (await store.questions.load(later.sessionId)).questions;
      const keyOf = (id: string) => stored.find((each) => each.questionId === id)!.askerKey;
      expect(keyOf(own.questionId)).not.toBe(keyOf(one.questionId));
    },
  );

  test('and who never reads the questions there is muted all the same', async () => {
    const { later, staff, mine } = await carry('named');
    await staff.request('question:mute-asker', { ...seen(mine[0]), isMuted: true });
    await hub.close();
    hub = await store.openHub();
    hub.sessions.stored.set(later.sessionId, later);
    const back = await hub.enterAs('listener', later.code, { cookie: 'device=siti' });
    const next = { questionId: newId(), text: 'Dan bab empat?', askerMode: 'named' } as const;
    expect(await back.refusal('question:ask', next)).toBe('forbidden');
  });
});
