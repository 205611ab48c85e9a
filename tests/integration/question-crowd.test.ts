import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { QuestionRepository } from '../../server/questions/question.ts';
import { createQuestionRepository } from '../../server/store/question-repository.ts';
import { crowd, enterCrowd, openCrowdHub, type CrowdHub } from '../support/crowd-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';

const scope = new Scope('crowd', silentLog);
let hub: CrowdHub['hub'];
let session: CrowdHub['session'];
let questions: QuestionRepository;
let writes = 0;

beforeAll(async () => {
  const opened = await openCrowdHub(scope, (db) => {
    questions = createQuestionRepository(db.prisma);
    const vote: QuestionRepository['vote'] = (ballots, at) => {
      writes += 1;
      return questions.vote(ballots, at);
    };
    return { questionRepository: { ...questions, vote } };
  });
  ({ hub, session } = opened);
});
afterAll(() => scope.close('done'));

test('a thousand people vote at once: exact, stored, in few writes, told at most twice a second', async () => {
  const host = await hub.joinAs('host', session.code);
  const listener = await hub.joinAs('listener', session.code);
  const people = await enterCrowd({ hub, session });
  const { questionId, version } = await host.request('question:ask', {
    ...{ questionId: newId(), text: 'Bagaimana memulai klub buku?', askerMode: 'named' },
  });
  listener.forget();
  const startedAt = performance.now();
  const vote = (isFor: boolean) => (one: RoomPeer) =>
    one.request('question:vote', { questionId, isFor });
  await Promise.all(people.map(vote(true)));
  // A third changes its mind, and says so twice.
  const undecided = people.filter((_, at) => at % 3 === 0);
  await Promise.all([...undecided, ...undecided].map(vote(false)));
  const lastedMs = performance.now() - startedAt;

  const expected = crowd - undecided.length;
  // What was acknowledged is stored.
  expect((await questions.load(session.sessionId)).votes).toHaveLength(expected);
  expect(writes).toBeLessThan(crowd / 5);
  await listener.hears('votes:changed', ({ votes }) => votes[0]?.votes === expected);
  expect(listener.all('votes:changed').length).toBeLessThanOrEqual(
    Math.ceil(lastedMs / 500) + 2,
  );
  // Frozen once answered.
  const answering = await host.request('question:start-answer', { questionId, version });
  const answered = await host.request('question:end-answer', {
    ...{ questionId, version: answering.version },
  });
  expect(answered.votes).toBe(expected);
  expect(await listener.refusal('question:vote', { questionId, isFor: true })).toBe('conflict');
  for (const one of people) one.close();
}, 120_000);
