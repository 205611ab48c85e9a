import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { Poll, StudioPolls } from '../../server/protocol/polls.ts';
import type { StudioSeries, StudioSession } from '../../server/protocol/rest.ts';
import { createPollRepository } from '../../server/store/poll-repository.ts';
import { createSessionRepository } from '../../server/store/session-repository.ts';
import { pollPlans } from '../support/a-poll.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import type { RestClient } from '../support/rest-client.ts';
import { aSeriesBody, aSessionBody, signUpOwner } from '../support/rest-journeys.ts';

const scope = new Scope('rest polls', silentLog);
let api: RestApi;
let host: RestClient;
let slug: string;

beforeAll(async () => {
  api = await startRestApi(scope);
  host = await signUpOwner(api);
  ({ slug } = await host.ok<StudioSeries>('POST', '/api/studio/series', aSeriesBody));
});
afterAll(() => scope.close('done'));

async function newSession(): Promise<{ sessionId: string; path: string; drafted: string[] }> {
  const { session } = await host.ok<StudioSession>(
    'POST',
    `/api/studio/series/${slug}/sessions`,
    aSessionBody,
  );
  const { sessionId, code } = session;
  return { sessionId, path: `/api/studio/sessions/${code}/polls`, drafted: api.drafted };
}

const aDraft = (plan: object = pollPlans.single) => ({ pollId: newId(), plan, isShown: true });
const list = async (path: string) => (await host.ok<StudioPolls>('GET', path)).polls;

test('polls are drafted, changed and deleted before the session, and its room is told', async () => {
  const { path, sessionId, drafted } = await newSession();
  const draft = aDraft();
  const made = await host.ok<Poll>('POST', path, draft);
  expect(made).toMatchObject({ ...draft, version: 1, state: 'draft', people: 0 });
  expect(await host.ok<Poll>('POST', path, draft)).toEqual(made);
  const { pollId } = draft;
  const change = { version: 1, plan: pollPlans.words, isShown: false };
  const changed = await host.ok<Poll>('PUT', `${path}/${pollId}`, change);
  expect(changed).toMatchObject({ version: 2, plan: pollPlans.words, isShown: false });
  await host.refused('conflict', 'PUT', `${path}/${pollId}`, { json: change });
  await host.refused('conflict', 'DELETE', `${path}/${pollId}`, { json: { version: 1 } });
  expect(await list(path)).toEqual([changed]);
  await host.ok('DELETE', `${path}/${pollId}`, { version: 2 });
  expect(await list(path)).toEqual([]);
  expect(drafted.filter((id) => id === sessionId)).toHaveLength(4);
});

test("another session's poll is not found", async () => {
  const [mine, other] = [await newSession(), await newSession()];
  const { pollId } = await host.ok<Poll>('POST', mine.path, aDraft());
  const change = { version: 1, plan: pollPlans.words, isShown: false };
  await host.refused('not-found', 'PUT', `${other.path}/${pollId}`, { json: change });
  await host.refused('not-found', 'DELETE', `${other.path}/${pollId}`, {
    json: { version: 1 },
  });
  const again = { pollId, plan: pollPlans.words, isShown: true };
  await host.refused('conflict', 'POST', other.path, { json: again });
  expect(await list(mine.path)).toHaveLength(1);
});

test('results are exported to whoever has an account, without a name or a key of anyone', async () => {
  const { path, sessionId } = await newSession();
  const { pollId } = await host.ok<Poll>('POST', path, aDraft(pollPlans.words));
  await host.ok<Poll>('POST', path, aDraft());
  const polls = createPollRepository(api.db.prisma);
  const openedAt = new Date('2030-01-05T12:30:00Z');
  await polls.update(pollId, 1, { state: 'open', openedAt });
  const answeredAt = new Date();
  await polls.answer([
    { pollId, personKey: 'kunci-1', answer: { words: ['Seru', '=1+1'] }, answeredAt },
    { pollId, personKey: 'kunci-2', answer: { words: ['seru!'] }, answeredAt },
  ]);
  const json = await host.send('GET', `${path}.json`);
  expect(json.headers.get('Content-Disposition')).toMatch(
    /^attachment; filename=polls-\S+\.json$/,
  );
  expect(json.body).toMatchObject([
    {
      ...{ kind: 'words', state: 'open', people: 2, openedAt: openedAt.toISOString() },
      results: [
        { label: 'Seru', count: 2, isHidden: false },
        { label: '=1+1', count: 1, isHidden: false },
      ],
    },
  ]);
  const csv = await host.send('GET', `${path}.csv`);
  expect(csv.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
  expect(csv.text).toContain("'=1+1,1,50,no");
  for (const { text } of [json, csv]) expect(text).not.toContain('kunci');

  // Its hub died in the middle of it: nobody could close what was open.
  const sessions = createSessionRepository(api.db.prisma);
  await sessions.goLive(sessionId, openedAt);
  await sessions.end(sessionId, new Date('2030-01-05T13:30:00Z'));
  expect((await list(path)).map(({ state, people }) => [state, people])).toEqual([
    ['closed', 2],
    ['draft', 0],
  ]);
  await host.refused('gone', 'POST', path, { json: aDraft() });
});
