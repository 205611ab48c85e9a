import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { StoredQuestion } from '../../server/questions/question.ts';
import { createQuestionRepository } from '../../server/store/question-repository.ts';
import { aStoredQuestion, aStoredReply } from '../support/a-stored-question.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import type { RestClient } from '../support/rest-client.ts';
import { makeSession, signUpOwner } from '../support/rest-journeys.ts';

const scope = new Scope('rest questions', silentLog);
let api: RestApi;
let host: RestClient;
let path: string;

const askedAt = new Date('2030-01-05T12:31:00Z');
const history: StoredQuestion['history'] = [
  { state: 'open', at: askedAt, atMs: 60_000 },
  { state: 'answered', at: new Date('2030-01-05T12:40:00Z'), atMs: 600_000 },
];

beforeAll(async () => {
  api = await startRestApi(scope);
  host = await signUpOwner(api);
  const { session } = await makeSession(host);
  const { sessionId, code } = session;
  path = `/api/studio/sessions/${code}/questions`;
  const repository = createQuestionRepository(api.db.prisma);
  const add = async (number: number, question: Partial<StoredQuestion>): Promise<string> => {
    const stored = aStoredQuestion({ sessionId, number, askedAt, ...question });
    await repository.add(stored);
    return stored.questionId;
  };
  const answered = await add(1, {
    ...{ state: 'answered', text: 'Bagaimana memulai?', originalText: '=1+1 gmn, mulai?' },
    ...{ answeredBy: 'Rina', answerStartMs: 500_000, answerEndMs: 600_000, history },
    labels: ['buku', '@anak'],
    replies: [
      aStoredReply({ text: 'Satu buku.\nSatu sore.', answeredBy: '+Rina' }),
      aStoredReply({ text: 'Hubungi saya.', isPrivate: true, answeredAt: askedAt }),
    ],
  });
  await add(2, { state: 'merged', mergedIntoId: answered, stateBefore: 'open' });
  await add(3, { text: 'Siapa saya?', askerMode: 'anonymous', displayName: '', place: '' });
  await add(4, {
    askerMode: 'hidden',
    displayName: 'Ani',
    state: 'dismissed',
    dismissReason: 'no-time',
  });
  await add(5, { text: 'Jangan disimpan', displayName: 'Menyesal', state: 'withdrawn' });
  const ballot = { questionId: answered, personKey: 'kunci-budi', isFor: true };
  await repository.vote([ballot], askedAt);
});
afterAll(() => scope.close('done'));

test('questions are exported as they fared, with names as the mode of asking allows', async () => {
  const json = await host.send('GET', `${path}.json`);
  expect(json.headers.get('Content-Disposition')).toMatch(
    /^attachment; filename=questions-\S+\.json$/,
  );
  expect(json.body).toMatchObject([
    {
      ...{ number: 1, state: 'answered', text: '=1+1 gmn, mulai?', votes: 1 },
      ...{ editedText: 'Bagaimana memulai?', asker: 'Siti', place: 'Solok' },
      ...{ answeredBy: 'Rina', answerStartMs: 500_000, answerEndMs: 600_000 },
      history: history.map(({ state, at, atMs }) => ({
        ...{ state, at: at.toISOString(), sessionMs: atMs },
      })),
      replies: [
        { text: 'Satu buku.\nSatu sore.', answeredBy: '+Rina', isPrivate: false },
        { text: 'Hubungi saya.', isPrivate: true },
      ],
    },
    { number: 2, state: 'merged', mergedInto: 1 },
    { number: 3, asker: '', place: '', text: 'Siapa saya?' },
    { number: 4, asker: 'Ani', dismissReason: 'no-time' },
    { number: 5, state: 'withdrawn', text: '', asker: '', place: '' },
  ]);
});

test('the table for spreadsheets runs nothing, and keeps several lines in one cell', async () => {
  const csv = await host.send('GET', `${path}.csv`);
  expect(csv.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
  const { text } = csv;
  expect(text).toContain('number,state,text,edited_text,asker,place,votes,states');
  expect(text).toContain(`1,answered,"'=1+1 gmn, mulai?",Bagaimana memulai?,Siti,Solok,1,`);
  expect(text).toContain(`"'+Rina: Satu buku.\nSatu sore.",Rina: Hubungi saya.,`);
  expect(text).toContain('"buku\n@anak"');
  expect(text.match(/^[2-5],/gm)).toEqual(['2,', '3,', '4,', '5,']);
});

test('neither tells what was taken back, nor keys, nor anything to who has no account', async () => {
  for (const suffix of ['json', 'csv']) {
    const { text } = await host.send('GET', `${path}.${suffix}`);
    for (const secret of ['Menyesal', 'Jangan disimpan', 'kunci', 'siti', 'rina-']) {
      expect(text).not.toContain(secret);
    }
    await api.browser().refused('not-signed-in', 'GET', `${path}.${suffix}`);
  }
});

test('what was asked under a name is exported without it once the session is anonymous', async () => {
  const repository = createQuestionRepository(api.db.prisma);
  const { sessionId } = await api.db.prisma.question.findFirstOrThrow();
  await repository.saveSettings(sessionId, {
    ...{ isOpen: true, preModeration: false, askerMode: 'anonymous', heldWords: [] },
  });
  for (const suffix of ['json', 'csv']) {
    const { text } = await host.send('GET', `${path}.${suffix}`);
    expect(text).toContain('Bagaimana memulai?');
    for (const name of ['Siti', 'Solok', 'Ani']) expect(text).not.toContain(name);
  }
});
