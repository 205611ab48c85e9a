import { expect, test, vi } from 'vitest';
import type { RequestInput } from '../../server/protocol/protocol.ts';
import type { Question } from '../../server/protocol/questions.ts';
import { aQuestion } from '../../tests/support/a-question.ts';
import { fakeTalk } from '../../tests/support/fake-talk.ts';
import { QuestionsStore } from './questions-store.ts';
import { SessionError } from './session-error.ts';

function openStore(answers: Record<string, (input: never) => unknown>) {
  const { talk, ...hub } = fakeTalk(answers);
  const store = new QuestionsStore(talk, 'KLUB12');
  return {
    ...{ store, ...hub },
    votesOf: (questionId: string) => store.snapshot.view?.questions.get(questionId)?.votes,
  };
}

const reading =
  (questions: Question[], voted: string[] = []) =>
  () => ({
    settings: { isOpen: true, preModeration: false, askerMode: 'named' },
    counts: { received: 1, waiting: 1, answered: 0, notTaken: 0, deferred: 0, notTakenBy: {} },
    ...{ questions, voted, isMuted: false },
  });

/** An answer that comes when the test says so. */
function later<T>() {
  const waiting: ((answer: T) => void)[] = [];
  return {
    answer: () => new Promise<T>((resolve) => waiting.push(resolve)),
    give: (value: T) => waiting.shift()?.(value),
  };
}

test('a vote shows at once and settles to what the hub counted', async () => {
  const vote = later<{ votes: number }>();
  const { store, arrive, votesOf } = openStore({
    'questions:read': reading([aQuestion({ votes: 4 })]),
    'question:vote': vote.answer,
  });
  arrive();
  await vi.waitFor(() => expect(votesOf('q1')).toBe(4));
  const voting = store.vote('q1', true);
  expect(votesOf('q1')).toBe(5);
  expect(store.snapshot.view?.voted.has('q1')).toBe(true);
  vote.give({ votes: 9 });
  await voting;
  expect(votesOf('q1')).toBe(9);
});

test('pressed twice while the first is on its way, the last wish wins and is sent once more', async () => {
  const vote = later<{ votes: number }>();
  const { store, asked, arrive, votesOf } = openStore({
    'questions:read': reading([aQuestion({ votes: 4 })]),
    'question:vote': vote.answer,
  });
  arrive();
  await vi.waitFor(() => expect(votesOf('q1')).toBe(4));
  const voting = store.vote('q1', true);
  void store.vote('q1', false);
  expect(votesOf('q1')).toBe(4);
  vote.give({ votes: 5 });
  await vi.waitFor(() => expect(asked.at(-1)?.input).toMatchObject({ isFor: false }));
  expect(votesOf('q1')).toBe(4);
  vote.give({ votes: 4 });
  await voting;
  expect(votesOf('q1')).toBe(4);
  expect(store.snapshot.view?.voted.has('q1')).toBe(false);
});

test('a vote without a connection is kept and sent on the next arrival', async () => {
  let isUp = false;
  const { store, arrive, votesOf } = openStore({
    'questions:read': reading([aQuestion({ votes: 4 })]),
    'question:vote': () => {
      if (!isUp) throw new SessionError('offline', 'no socket');
      return { votes: 5 };
    },
  });
  arrive();
  await vi.waitFor(() => expect(votesOf('q1')).toBe(4));
  await store.vote('q1', true);
  expect(votesOf('q1')).toBe(5);
  isUp = true;
  arrive();
  await vi.waitFor(() => expect(store.snapshot.view?.voted.has('q1')).toBe(true));
  expect(votesOf('q1')).toBe(5);
});

test('a question that waited for the line says for how long, by this device alone', async () => {
  let isUp = false;
  const clock = vi.spyOn(Date, 'now').mockReturnValue(1_000_000);
  const { store, asked, arrive } = openStore({
    'questions:read': reading([]),
    'question:ask': () => {
      if (!isUp) throw new SessionError('offline', 'no socket');
      return aQuestion();
    },
  });
  const sent = () => asked.findLast(({ name }) => name === 'question:ask')?.input;
  try {
    store.ask({ text: 'Siapa guru itu?', askerMode: 'named', place: '', displayName: '' });
    await vi.waitFor(() => expect(sent()).toMatchObject({ heldMs: 0 }));
    clock.mockReturnValue(1_040_000);
    isUp = true;
    // What failed has come to its end.
    await new Promise((resolve) => setTimeout(resolve));
    arrive();
    await vi.waitFor(() => expect(sent()).toMatchObject({ heldMs: 40_000 }));
    expect(sent()).not.toHaveProperty('writtenAtMs');
  } finally {
    store.close();
    clock.mockRestore();
  }
});

test('a vote that is refused is taken back and said', async () => {
  const { store, arrive, votesOf } = openStore({
    'questions:read': reading([aQuestion({ votes: 4 })]),
    'question:vote': () => {
      throw new SessionError('conflict', 'frozen');
    },
  });
  arrive();
  await vi.waitFor(() => expect(votesOf('q1')).toBe(4));
  await expect(store.vote('q1', true)).rejects.toMatchObject({ problem: 'conflict' });
  expect(votesOf('q1')).toBe(4);
});

test('a stale change is refused, and what it is now is known', async () => {
  let now = aQuestion({ version: 1 });
  const { store, arrive } = openStore({
    'questions:read': () => reading([now])(),
    'question:queue': ({ version }: RequestInput<'question:queue'>) => {
      if (version !== now.version) throw new SessionError('conflict', 'stale');
      return now;
    },
  });
  arrive();
  await vi.waitFor(() => expect(store.snapshot.view).toBeDefined());
  now = aQuestion({ version: 2, state: 'dismissed', dismissReason: 'duplicate' });
  await expect(
    store.change('question:queue', { questionId: 'q1', version: 1 }),
  ).rejects.toMatchObject({ problem: 'conflict' });
  expect(store.snapshot.view?.questions.get('q1')?.state).toBe('dismissed');
});

test('similar questions are an offer: without an answer there are none', async () => {
  const { store } = openStore({});
  expect(await store.findSimilar('apa saja')).toEqual([]);
});

test('what came since this person last looked is counted', async () => {
  const { store, arrive, notice } = openStore({ 'questions:read': reading([aQuestion()]) });
  arrive();
  await vi.waitFor(() => expect(store.snapshot.view).toBeDefined());
  expect(store.snapshot.unseen).toBe(0);
  const questions = [aQuestion({ number: 2 }), aQuestion({ number: 3 })];
  notice({ name: 'questions:changed', notice: { questions, gone: [] } });
  expect(store.snapshot.unseen).toBe(2);
  store.look();
  expect(store.snapshot.unseen).toBe(0);
});

test('more than one request may hold are let through in portions', async () => {
  const portions: number[] = [];
  const { store } = openStore({
    'question:approve': ({ questions }: RequestInput<'question:approve'>) => {
      portions.push(questions.length);
      const ids = questions.map(({ questionId }) => questionId);
      return { approved: ids.slice(1), stale: ids.slice(0, 1) };
    },
  });
  const seen = Array.from({ length: 450 }, (_, number) => ({
    ...{ questionId: `q${number}`, version: 1 },
  }));
  const { approved, stale } = await store.approve(seen);
  expect(portions).toEqual([200, 200, 50]);
  expect([approved.length, stale]).toEqual([447, ['q0', 'q200', 'q400']]);
});
