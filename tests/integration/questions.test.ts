import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, seen, told } from '../support/asking.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';

let hub: RoomHub;
beforeEach(async () => {
  hub = await openRoomHub({ plane: new FakeMediaPlane() });
});
afterEach(() => hub.close());

test('a question is asked, let through, supported, queued and answered; everyone hears of it', async () => {
  const { code, sessionId } = hub.sessions.add('asked', 'live');
  const host = await hub.joinAs('host', code, 'Rina');
  const asker = await hub.joinAs('listener', code, 'Siti');
  const other = await hub.joinAs('listener', code, 'Budi');
  await host.request('questions:configure', { preModeration: true });
  await other.hears('questions:configured', ({ preModeration }) => preModeration);

  const asked = await ask(asker, 'Bagaimana memulai klub buku?');
  expect(asked).toMatchObject({ state: 'pending', number: 1, isMine: true, version: 1 });
  const pending = await told(host, asked.questionId, () => true);
  expect(pending).toMatchObject({
    ...{ state: 'pending', isMine: false, isHeld: false, labels: [] },
    asker: { displayName: 'Siti', place: 'Solok' },
  });
  expect(other.all('questions:changed')).toEqual([]);
  expect(await other.refusal('question:vote', { ...seen(asked), isFor: true })).toBe(
    'invalid-input',
  );
  const { questionId } = asked;
  expect(await other.refusal('question:vote', { questionId, isFor: true })).toBe('not-found');

  const reply = await host.request('question:approve', { questions: [seen(pending)] });
  expect(reply).toEqual({ approved: [questionId], stale: [] });
  await told(other, questionId, ({ state }) => state === 'open');
  expect(await other.request('question:vote', { questionId, isFor: true })).toEqual({
    votes: 1,
  });
  await asker.hears('votes:changed', ({ votes }) => votes[0]?.votes === 1);
  expect(hub.questions.votesFor(questionId)).toBe(1);

  const open = await told(host, questionId, ({ state }) => state === 'open');
  const queued = await host.request('question:queue', seen(open));
  const answering = await host.request('question:start-answer', seen(queued));
  expect(answering).toMatchObject({ state: 'answering', votes: 1 });
  expect(answering.answerStartMs).toBeGreaterThanOrEqual(0);
  await told(other, questionId, ({ state }) => state === 'answering');
  const answered = await host.request('question:end-answer', seen(answering));
  expect(answered).toMatchObject({ state: 'answered', version: 5 });
  await other.hears('questions:counted', ({ answered: count }) => count === 1);
  expect(hub.questions.find(questionId)?.history.map(({ state }) => state)).toEqual([
    ...['pending', 'open', 'queued', 'answering', 'answered'],
  ]);
  expect(hub.recorder(sessionId).told.filter((line) => line.startsWith('note'))).toEqual([
    expect.stringContaining('answer.start'),
    expect.stringContaining('answer.end'),
  ]);
});
