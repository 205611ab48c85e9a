import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toPersonKey, toPseudonym } from '../../server/people/person-key.ts';
import { createFeedService } from '../../server/feeds/feed-service.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type {
  AnsweredAfterwards,
  LeftQuestions,
  MyQuestions,
} from '../../server/protocol/afterwards.ts';
import type { Question } from '../../server/protocol/questions.ts';
import type { StoredQuestion } from '../../server/questions/question.ts';
import { createFeedRepository } from '../../server/store/feed-repository.ts';
import { createQuestionRepository } from '../../server/store/question-repository.ts';
import { createSessionRepository } from '../../server/store/session-repository.ts';
import { aStoredQuestion, aStoredReply } from '../support/a-stored-question.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import type { RestClient } from '../support/rest-client.ts';
import { aSessionBody, makeSession, signUpOwner } from '../support/rest-journeys.ts';
import { addEpisode, addRecording } from '../support/stored.ts';

const scope = new Scope('answers afterwards', silentLog);
let api: RestApi;
let host: RestClient;
let asker: RestClient;
let questions: ReturnType<typeof createQuestionRepository>;
/** The session that has ended. */
let sessionId: string;
let code: string;
let slug: string;
let recordingId: string;
let episode: string;
let askerKey: string;
let lastNumber = 0;

const ended = new Date('2026-11-20T14:00:00Z');

const add = async (question: Partial<StoredQuestion>): Promise<StoredQuestion> => {
  lastNumber += 1;
  const stored = aStoredQuestion({ sessionId, number: lastNumber, ...question });
  await questions.add(stored);
  return stored;
};
const path = (question: { questionId: string }, act: string) =>
  `/api/studio/sessions/${code}/questions/${question.questionId}/${act}`;
const left = () => host.ok<LeftQuestions>('GET', `/api/studio/sessions/${code}/questions/left`);
const told = (client: RestClient) =>
  client.ok<AnsweredAfterwards[]>('GET', `/api/episodes/${episode}/answers`);
const an = (text: string, version = 1) => ({ version, answerId: randomUUID(), text });

beforeAll(async () => {
  api = await startRestApi(scope);
  host = await signUpOwner(api);
  questions = createQuestionRepository(api.db.prisma);
  const made = await makeSession(host);
  ({ slug } = made);
  ({ sessionId, code } = made.session);
  const sessions = createSessionRepository(api.db.prisma);
  await sessions.goLive(sessionId, new Date(ended.getTime() - 3_600_000));
  await sessions.end(sessionId, ended);
  const session = (await sessions.find(code))!;
  ({ recordingId } = await addRecording(api.db, session, { state: 'ready' }));
  episode = await addEpisode(api.db, session, recordingId);
  await host.ok('POST', `/api/studio/episodes/${episode}/publish`);

  asker = api.browser();
  const { deviceId, header } = api.identity.newDeviceCookie();
  asker.cookies.set('serambi_device', /=([^;]+)/.exec(header)![1]!);
  askerKey = toPersonKey(api.keys, sessionId, deviceId);
});
afterAll(() => scope.close('done'));

test('what the session left is listed for hosts, the most supported first', async () => {
  const asked = await add({ state: 'open' });
  const wanted = await add({ state: 'queued', queueRank: 1 });
  const unseen = await add({ state: 'pending' });
  for (const state of ['answered', 'dismissed', 'withdrawn'] as const) await add({ state });
  await questions.vote(
    [{ questionId: wanted.questionId, personKey: 'budi', isFor: true }],
    ended,
  );
  const { left: listed, answered, carried } = await left();
  expect(listed.map(({ questionId }) => questionId)).toEqual(
    [wanted, asked, unseen].map(({ questionId }) => questionId),
  );
  expect({ answered, carried }).toEqual({ answered: [], carried: [] });
});

test('an answer in writing is on the episode, without who asked, and told to its asker', async () => {
  const question = await add({ text: 'Di mana tempatnya?', askerKey, displayName: 'Siti' });
  const answer = an('Di Perpustakaan.\nLantai dua.');
  const now = await host.ok<Question>('POST', path(question, 'replies'), answer);
  expect(now).toMatchObject({ state: 'answered', version: 2 });
  // Sent twice on a bad line, it is answered once.
  await host.ok('POST', path(question, 'replies'), answer);

  const expected = { text: 'Di Perpustakaan.\nLantai dua.', answeredBy: 'Ibu Ani' };
  const stranger = api.browser();
  const read = await told(stranger);
  expect(read).toEqual([
    {
      ...{ number: question.number, question: 'Di mana tempatnya?' },
      answers: [{ answerId: answer.answerId, ...expected }],
    },
  ]);
  expect(JSON.stringify(read)).not.toContain('Siti');
  expect((await left()).answered).toMatchObject([{ questionId: question.questionId }]);

  const mine = (client: RestClient) =>
    client.ok<MyQuestions>('GET', `/api/sessions/${code}/my-questions`);
  expect((await mine(asker)).questions).toMatchObject([
    { questionId: question.questionId, isMine: true, answers: [expected] },
  ]);
  expect(await mine(stranger)).toEqual({ questions: [], spoken: [] });
});

test('whoever asked anonymously finds the answer too', async () => {
  const anonymous = { askerMode: 'anonymous', displayName: '', place: '' } as const;
  const key = toPseudonym(api.keys, askerKey);
  const question = await add({ ...anonymous, askerKey: key, text: 'Boleh sendiri?' });
  await host.ok('POST', path(question, 'replies'), an('Boleh.'));
  const { questions: mine } = await asker.ok<MyQuestions>(
    'GET',
    `/api/sessions/${code}/my-questions`,
  );
  expect(mine.find(({ text }) => text === 'Boleh sendiri?')).toMatchObject({
    answers: [{ text: 'Boleh.' }],
  });
});

test('answers for the asker alone, and those of the session itself, are not told again', async () => {
  const before = await told(api.browser());
  const reply = aStoredReply({ answeredAt: new Date(ended.getTime() - 1_000) });
  await add({ state: 'answered', replies: [reply] });
  const secret = aStoredReply({ answeredAt: new Date(), isPrivate: true, text: 'Rahasia' });
  await add({ state: 'answered', replies: [secret] });
  expect(await told(api.browser())).toEqual(before);
});

test('a stale answer is refused, and nothing is written', async () => {
  const question = await add({ version: 3 });
  await host.refused('conflict', 'POST', path(question, 'replies'), { json: an('Ya.', 2) });
  expect((await left()).left.map(({ questionId }) => questionId)).toContain(
    question.questionId,
  );
});

test('a question goes to the next session also when that is planned later', async () => {
  const question = await add({ text: 'Minggu depan apa?' });
  const other = await add({ text: 'Siapa tamunya?' });
  const deferred = await host.ok<Question>('POST', path(question, 'defer'), { version: 1 });
  expect(deferred).toMatchObject({ state: 'deferred', version: 2 });
  expect(deferred.deferredTo).toBeUndefined();
  const next = await host.ok<{ session: { sessionId: string } }>(
    ...(['POST', `/api/studio/series/${slug}/sessions`] as const),
    { ...aSessionBody, startsAt: '2030-02-05T19:00:00+07:00', title: 'Bumi Manusia' },
  );
  const view = (id: string, list: Question[]) => list.find((each) => each.questionId === id);
  expect(view(question.questionId, (await left()).left)?.deferredTo?.title).toBe(
    'Bumi Manusia',
  );
  await host.ok('POST', path(other, 'defer'), { version: 1 });
  const offered = await questions.listDeferredTo(next.session.sessionId);
  expect(offered.map(({ text }) => text)).toEqual(['Minggu depan apa?', 'Siapa tamunya?']);

  // Deferred, and answered after all before anyone took it over.
  await host.ok('POST', path(other, 'replies'), an('Pak Andi.', 2));
  expect(await questions.listDeferredTo(next.session.sessionId)).toHaveLength(1);

  await questions.add(
    aStoredQuestion({
      sessionId: next.session.sessionId,
      carriedFromId: question.questionId,
    }),
  );
  expect((await left()).carried).toEqual([question.questionId]);
  await host.refused('conflict', 'POST', path(question, 'replies'), { json: an('Tidak.', 2) });
});

test('before the end, questions belong to their room; a draft tells nothing to strangers', async () => {
  const { session } = await makeSession(host);
  const open = aStoredQuestion({ sessionId: session.sessionId });
  await questions.add(open);
  const of = `/api/studio/sessions/${session.code}/questions`;
  expect(await host.ok('GET', `${of}/left`)).toEqual({
    ...{ left: [], carried: [], answered: [], spoken: [], canSpeak: false },
  });
  const reply = `${of}/${open.questionId}/replies`;
  await host.refused('conflict', 'POST', reply, { json: an('Nanti.') });
  await host.refused('not-found', 'POST', path({ questionId: 'none' }, 'replies'), {
    json: an('Siapa?'),
  });
  await host.ok('POST', `/api/studio/episodes/${episode}/unpublish`);
  await api.browser().refused('gone', 'GET', `/api/episodes/${episode}/answers`);
});

test('the feed tells of it too, as soon as it is answered', async () => {
  const feeds = createFeedService({
    feeds: createFeedRepository(api.db.prisma),
    clock: systemClock,
  });
  await host.ok('POST', `/api/studio/episodes/${episode}/publish`);
  await api.db.prisma.episode.updateMany({ data: { durationMs: 60_000 } });
  const read = async () => (await feeds.find(slug, 'https://serambi.example.org'))!;
  const before = await read();
  const question = await add({ text: 'Boleh bawa anak?', displayName: 'Dewi' });
  const unasked = await add({ text: 'Untuk saya saja?', state: 'answered' });
  const whisper = aStoredReply({ text: 'Rahasia.', isPrivate: true, answeredAt: new Date() });
  await questions.save([{ ...unasked, version: 2, replies: [whisper] }]);
  await host.ok('POST', path(question, 'replies'), an('Sangat boleh.'));

  const after = await read();
  expect(before.body.toString()).not.toContain('Boleh bawa anak?');
  expect(after.body.toString()).toContain('Boleh bawa anak?</strong> Sangat boleh. (Ibu Ani)');
  expect(after.body.toString()).not.toMatch(/Dewi|Rahasia|Untuk saya|Menyesal/);
  expect(after.lastModified.getTime()).toBeGreaterThan(before.lastModified.getTime());
});

test('of people who were taken out of the recording nothing is told', async () => {
  const gone = await add({ displayName: 'Menyesal', text: 'Nama saya Menyesal.' });
  await host.ok('POST', path(gone, 'replies'), an('Baik.'));
  expect((await told(api.browser())).some(({ number }) => number === gone.number)).toBe(true);
  await api.db.prisma.take.create({
    data: {
      ...{ takeId: randomUUID(), recordingId, peerId: 'p', displayName: 'Menyesal' },
      ...{ kind: 'audio', source: 'microphone', codec: 'opus', startedAt: ended },
    },
  });
  await host.ok('POST', `/api/studio/sessions/${code}/recording/withdraw`, {
    displayName: 'Menyesal',
  });
  expect(JSON.stringify(await told(api.browser()))).not.toContain('Menyesal');
});

test('an asker reads nothing more from people who were taken out, nor anybody their names', async () => {
  const question = await add({ askerKey, displayName: 'Wati', text: 'Ada lanjutannya?' });
  await host.ok('POST', path(question, 'replies'), an('Tanya Dewi dan Ibu Ani.'));
  const other = await add({ displayName: 'Dewi', text: 'Salam.' });
  const mine = () => asker.ok<MyQuestions>('GET', `/api/sessions/${code}/my-questions`);
  expect(JSON.stringify(await mine())).toContain('Ada lanjutannya?');
  const withdraw = (displayName: string) =>
    host.ok('POST', `/api/studio/sessions/${code}/recording/withdraw`, { displayName });
  await withdraw(other.displayName);
  const answer = (await told(api.browser())).find(({ number }) => number === question.number);
  expect(answer?.answers).toMatchObject([{ text: 'Tanya … dan Ibu Ani.' }]);
  await api.db.prisma.take.create({
    data: {
      ...{ takeId: randomUUID(), recordingId, peerId: 'p', displayName: 'Ibu Ani' },
      ...{ kind: 'audio', source: 'microphone', codec: 'opus', startedAt: ended },
    },
  });
  await withdraw('Ibu Ani');
  expect(JSON.stringify(await mine())).toContain('Ada lanjutannya?');
  expect(JSON.stringify(await mine())).not.toMatch(/Ani|Dewi/);
});
