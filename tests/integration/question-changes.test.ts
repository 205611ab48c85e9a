import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import type { RequestName } from '../../server/protocol/protocol.ts';
import type { Question } from '../../server/protocol/questions.ts';
import { ask, seen, told } from '../support/asking.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';

/** What happens when a change comes twice, late, or from two moderators at once. */

let hub: RoomHub;
let host: RoomPeer;
let helper: RoomPeer;
let asker: RoomPeer;
let other: RoomPeer;

beforeEach(async () => {
  hub = await openRoomHub({ plane: new FakeMediaPlane() });
  const { code } = hub.sessions.add('two', 'live');
  host = await hub.joinAs('host', code, 'Rina');
  helper = await hub.joinAs('moderator', code, 'Budi');
  asker = await hub.joinAs('listener', code, 'Siti');
  other = await hub.joinAs('listener', code, 'Ani');
});
afterEach(() => hub.close());

const change = (peer: RoomPeer, name: RequestName, input: object): Promise<Question> =>
  peer.request(name, input) as unknown as Promise<Question>;

type Prepared = { question: Question; more?: object; by?: RoomPeer };
const opened = async (): Promise<Question> => ask(asker, 'Bagaimana memulai klub buku?');
const after = async (name: RequestName, more = {}): Promise<Prepared> => ({
  question: await change(host, name, { ...seen(await opened()), ...more }),
});
const plain =
  (more = {}) =>
  async (): Promise<Prepared> => ({
    question: await opened(),
    more,
  });
async function intoAnother(): Promise<{ intoId: string; intoVersion: number }> {
  const { questionId: intoId, version: intoVersion } = await ask(other, 'Mulai dari mana?');
  return { intoId, intoVersion };
}

/** Each change of one question, from where it can be made. */
const changes: Partial<Record<RequestName, () => Promise<Prepared>>> = {
  'question:withdraw': async () => ({ question: await opened(), by: asker }),
  'question:edit': plain({ text: 'Bagaimana memulainya?' }),
  'question:dismiss': plain({ reason: 'off-topic' }),
  'question:reopen': () => after('question:dismiss', { reason: 'no-time' }),
  'question:queue': plain(),
  'question:start-answer': () => after('question:queue'),
  'question:end-answer': () => after('question:start-answer'),
  'question:reply': plain({ text: 'Mulai saja.', isPrivate: false, answerId: newId() }),
  'question:merge': async () => ({ question: await opened(), more: await intoAnother() }),
  'question:unmerge': async () => after('question:merge', await intoAnother()),
  'question:defer': plain(),
  'question:label': plain({ labels: ['buku'] }),
  'question:pin': plain({ isPinned: true }),
};
const cases = Object.entries(changes) as [RequestName, () => Promise<Prepared>][];

describe.each(cases)('%s', (name, prepare) => {
  test('sent again is answered with what is, stored once and noted once', async () => {
    const { question, more, by = host } = await prepare();
    const input = { ...seen(question), ...more };
    const first = await change(by, name, input);
    expect(first.version).toBe(question.version + 1);
    const stored = hub.questions.dump();
    const writes = hub.questions.writes();
    const { told: line } = hub.recorder('session-of-two');
    const noted = line.length;
    expect(await change(by, name, input)).toEqual(first);
    expect([hub.questions.dump(), hub.questions.writes()]).toEqual([stored, writes]);
    expect(line).toHaveLength(noted);
  });

  test('of what has changed meanwhile is refused, and changes nothing', async () => {
    const { question, more, by = host } = await prepare();
    await change(helper, 'question:edit', { ...seen(question), text: 'Lain sekali?' });
    const stored = hub.questions.dump();
    expect(await by.refusal(name, { ...seen(question), ...more })).toBe('conflict');
    expect(hub.questions.dump()).toBe(stored);
  });

  test('while the database is away is refused: nothing is told or noted of what is not stored', async () => {
    const { question, more, by = host } = await prepare();
    const input = { ...seen(question), ...more };
    const { told: line } = hub.recorder('session-of-two');
    const noted = line.length;
    const shown = async (): Promise<Question | undefined> =>
      (await helper.request('questions:read', {})).questions.find(
        ({ questionId }) => questionId === question.questionId,
      );
    const before = await shown();
    hub.questions.setAway(true);
    expect(await by.refusal(name, input)).toBe('unavailable');
    expect(await shown()).toEqual(before);
    expect(line).toHaveLength(noted);
    const versions = helper
      .all('questions:changed')
      .flatMap(({ questions }) => questions)
      .filter(({ questionId }) => questionId === question.questionId)
      .map(({ version }) => version);
    expect(versions.filter((version) => version > question.version)).toEqual([]);
    hub.questions.setAway(false);
    expect((await change(by, name, input)).version).toBe(question.version + 1);
  });
});

test('a question and a vote that cannot be stored are not acknowledged, and are not there', async () => {
  const { questionId } = await opened();
  const input = { questionId: newId(), text: 'Kapan bab dua?', askerMode: 'named' } as const;
  hub.questions.setAway(true);
  expect(await asker.refusal('question:ask', input)).toBe('unavailable');
  expect(await other.refusal('question:vote', { questionId, isFor: true })).toBe('unavailable');
  const { questions, voted } = await other.request('questions:read', {});
  expect(questions.map(({ votes, ...each }) => [each.questionId, votes])).toEqual([
    [questionId, 0],
  ]);
  expect(voted).toEqual([]);
  hub.questions.setAway(false);
  expect((await asker.request('question:ask', input)).number).toBe(2);
  expect(await other.request('question:vote', { questionId, isFor: true })).toEqual({
    votes: 1,
  });
});

test('asking and voting again ask and count once', async () => {
  const input = { questionId: newId(), text: 'Kapan bab dua?', askerMode: 'named' } as const;
  const asked = await asker.request('question:ask', input);
  expect(await asker.request('question:ask', input)).toEqual(asked);
  const vote = { questionId: asked.questionId, isFor: true };
  expect(await other.request('question:vote', vote)).toEqual({ votes: 1 });
  expect(await other.request('question:vote', vote)).toEqual({ votes: 1 });
  expect(hub.questions.votesFor(asked.questionId)).toBe(1);
  expect(await asker.refusal('question:vote', vote)).toBe('forbidden');
  // Somebody else's id does not open somebody else's question.
  expect(await other.refusal('question:ask', input)).toBe('conflict');
});

test('of two moderators the one who claimed a question has it, and the other sees who', async () => {
  const { questionId } = await opened();
  const claim = { questionId, isMine: true };
  await helper.request('question:claim', claim);
  const claimed = await told(host, questionId, ({ claim: held }) => held !== undefined);
  expect(claimed.claim?.displayName).toBe('Budi');
  expect(await host.refusal('question:claim', claim)).toBe('conflict');
  // Letting go of what another holds does nothing.
  await host.request('question:claim', { questionId, isMine: false });
  expect(await host.refusal('question:claim', claim)).toBe('conflict');
  await helper.request('question:claim', { questionId, isMine: false });
  await host.request('question:claim', claim);
  // The audience is not told who is on what.
  for (const { questions } of other.all('questions:changed')) {
    for (const question of questions) expect(question).not.toHaveProperty('claim');
  }
});

test('of two who decide at once one decides, and the other is told', async () => {
  const question = await opened();
  const answers = await Promise.all([
    host.refusal('question:dismiss', { ...seen(question), reason: 'no-time' }),
    helper.refusal('question:queue', seen(question)),
  ]);
  expect(answers.sort()).toEqual(['conflict', 'ok']);
  expect(hub.questions.find(question.questionId)?.version).toBe(2);
});

test('two who start the same answer start it once; another answer ends it', async () => {
  const question = await opened();
  const both = [host, helper].map((peer) =>
    peer.refusal('question:start-answer', seen(question)),
  );
  expect(await Promise.all(both)).toEqual(['ok', 'ok']);
  const next = await ask(other, 'Dan bab dua?');
  await change(helper, 'question:start-answer', seen(next));
  await told(other, question.questionId, ({ state }) => state === 'answered');
  const states = [question, next].map(
    ({ questionId }) => hub.questions.find(questionId)?.state,
  );
  expect(states).toEqual(['answered', 'answering']);
  const notes = hub.recorder('session-of-two').told.filter((line) => line.startsWith('note'));
  expect(notes.map((line) => /answer\.(start|end)/.exec(line)?.[0])).toEqual([
    ...['answer.start', 'answer.end', 'answer.start'],
  ]);
});

test('joined questions have their voters united and counted once; taken apart, each has its own', async () => {
  const [one, two] = [await opened(), await ask(other, 'Mulai dari mana?')];
  const third = await hub.joinAs('listener', 'two', 'Upik');
  const vote = (peer: RoomPeer, { questionId }: Question) =>
    peer.request('question:vote', { questionId, isFor: true });
  for (const question of [one, two]) await vote(third, question);
  await vote(helper, one);
  expect(two.votes).toBe(0);
  // Support for a question counts for what it is joined with, but not for one's own.
  await vote(other, one);
  const merged = await change(host, 'question:merge', {
    ...{ ...seen(one), intoId: two.questionId, intoVersion: two.version },
  });
  expect(merged).toMatchObject({ state: 'merged', mergedInto: two.questionId });
  expect(
    await told(third, two.questionId, ({ mergedCount }) => mergedCount === 1),
  ).toMatchObject({ votes: 2 });
  // One is no more in the list of who did not ask it; who did still follows it.
  await third.hears('questions:changed', ({ gone }) => gone.includes(one.questionId));
  await told(asker, one.questionId, ({ mergedInto }) => mergedInto === two.questionId);
  const apart = await change(helper, 'question:unmerge', seen(merged));
  expect(apart).toMatchObject({ state: 'open', votes: 3 });
  const back = await told(third, two.questionId, ({ mergedCount }) => mergedCount === 0);
  expect(back.votes).toBe(1);
  await told(third, one.questionId, ({ state }) => state === 'open');
  expect(hub.questions.votesFor(one.questionId)).toBe(3);
});

test('many are let through at once; what changed meanwhile is left alone and named', async () => {
  await host.request('questions:configure', { preModeration: true });
  const waiting = [
    await ask(asker, 'Satu?'),
    await ask(asker, 'Dua?'),
    await ask(other, 'Tiga?'),
  ];
  const [edited] = waiting as [Question];
  await change(helper, 'question:edit', { ...seen(edited), text: 'Satu saja?' });
  const sent = [...waiting, ...waiting].map(seen);
  const reply = await host.request('question:approve', {
    questions: [...sent, { questionId: newId(), version: 1 }],
  });
  const others = waiting.slice(1).map(({ questionId }) => questionId);
  expect(new Set(reply.approved)).toEqual(new Set(others));
  expect(reply.stale).toContain(edited.questionId);
  expect(reply.stale).toHaveLength(3);
  const states = waiting.map(({ questionId }) => hub.questions.find(questionId)?.state);
  expect(states).toEqual(['pending', 'open', 'open']);
});
