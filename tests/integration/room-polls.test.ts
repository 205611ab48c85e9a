import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import type { Poll, PollAnswer, PollPlan } from '../../server/protocol/polls.ts';
import { aPoll, pollPlans } from '../support/a-poll.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';

let hub: RoomHub;
let rooms = 0;

beforeAll(async () => {
  hub = await openRoomHub({ plane: new FakeMediaPlane() });
});
afterAll(() => hub.close());

/** A live session with its host and one listener in the room. */
async function openRoom() {
  const session = hub.sessions.add(`polls-${(rooms += 1)}`, 'live');
  const host = await hub.joinAs('host', session.code);
  const listener = await hub.joinAs('listener', session.code, 'Uni Ros');
  return { ...session, host, listener };
}

const draft = (host: RoomPeer, plan: PollPlan = pollPlans.single, isShown = true) =>
  host.request('poll:draft', { pollId: newId(), plan, isShown });
const open = (host: RoomPeer, { pollId, version }: Poll) =>
  host.request('poll:open', { pollId, version });
const close = (host: RoomPeer, { pollId, version }: Poll) =>
  host.request('poll:close', { pollId, version });
const answer = (peer: RoomPeer, { pollId }: Poll, given: PollAnswer) =>
  peer.request('poll:answer', { pollId, answer: given });
const openNew = async (host: RoomPeer, plan?: PollPlan, isShown?: boolean) =>
  open(host, await draft(host, plan, isShown));
const toldOf = (sessionId: string) =>
  hub.recorder(sessionId).told.filter((line) => line.startsWith('note poll'));

test('a draft is known to the staff alone; opened, it is known to everyone', async () => {
  const { host, listener, code } = await openRoom();
  const moderator = await hub.joinAs('moderator', code);
  const speaker = await hub.joinAs('speaker', code);
  const drafted = await draft(host);
  expect(drafted).toMatchObject({ state: 'draft', version: 1, people: 0 });
  await moderator.hears('poll:changed', ({ pollId }) => pollId === drafted.pollId);
  for (const peer of [listener, speaker]) {
    expect((await peer.request('polls:read', {})).polls).toEqual([]);
  }
  const opened = await open(host, drafted);
  for (const peer of [listener, speaker, moderator, host]) {
    const heard = await peer.hears('poll:changed', ({ state }) => state === 'open');
    expect(heard).toEqual(opened);
    expect(peer.all('poll:changed')[0]?.state === 'draft').toBe(
      peer === moderator || peer === host,
    );
  }
});

test('drafts are changed and deleted by the version that was seen', async () => {
  const { host } = await openRoom();
  const first = await draft(host);
  const again = { pollId: first.pollId, plan: pollPlans.words, isShown: false };
  expect(await host.request('poll:draft', again)).toEqual(first);
  const changed = await host.request('poll:change', { ...again, version: 1 });
  expect(changed).toMatchObject({ version: 2, plan: pollPlans.words, isShown: false });
  expect(await host.refusal('poll:change', { ...again, version: 1 })).toBe('conflict');
  const { pollId } = first;
  expect(await host.refusal('poll:delete', { pollId, version: 1 })).toBe('conflict');
  await host.request('poll:delete', { pollId, version: 2 });
  await host.hears('poll:gone');
  expect(await host.refusal('poll:delete', { pollId, version: 2 })).toBe('not-found');
  expect(hub.polls.stored.has(pollId)).toBe(false);

  const asked = await openNew(host);
  const seen = { pollId: asked.pollId, version: asked.version };
  expect(await host.refusal('poll:delete', seen)).toBe('conflict');
  const change = { ...seen, plan: pollPlans.words, isShown: true };
  expect(await host.refusal('poll:change', change)).toBe('conflict');
});

test('a session holds fifty polls', async () => {
  const { host, sessionId } = await openRoom();
  for (let count = 0; count < 50; count += 1) {
    const poll = aPoll(sessionId);
    hub.polls.stored.set(poll.pollId, poll);
  }
  const plan = pollPlans.single;
  expect(await host.refusal('poll:draft', { pollId: newId(), plan, isShown: true })).toBe(
    'too-many',
  );
});

test('a person has one answer over all tabs, may change it, and finds it again', async () => {
  const { host, code } = await openRoom();
  const cookie = 'device=phone';
  const [tab, otherTab] = [
    await hub.enterAs('listener', code, { cookie }),
    await hub.enterAs('listener', code, { cookie }),
  ];
  const poll = await openNew(host);
  await answer(tab, poll, { choices: [0] });
  await answer(otherTab, poll, { choices: [2] });
  expect((await tab.request('polls:read', {})).answers).toEqual({
    [poll.pollId]: { choices: [2] },
  });
  const { people, tally } = await close(host, poll);
  expect({ people, counts: tally?.counts }).toEqual({ people: 1, counts: [0, 0, 1] });
});

test('who has no cookie is a person of a tab, and answers for nobody else', async () => {
  const { host, code } = await openRoom();
  const [one, other] = [
    await hub.enterAs('listener', code, { cookie: '' }),
    await hub.enterAs('listener', code, { cookie: '' }),
  ];
  const poll = await openNew(host);
  await answer(one, poll, { choices: [0] });
  await answer(other, poll, { choices: [1] });
  expect(await close(host, poll)).toMatchObject({ people: 2 });
});

test('what is shown grows before everyone; what is held is the staff’s until it is shown', async () => {
  const { host, listener, code } = await openRoom();
  const speaker = await hub.joinAs('speaker', code);
  const poll = await openNew(host, pollPlans.multiple, false);
  await answer(listener, poll, { choices: [0, 1] });
  const forStaff = await host.hears('poll:counted');
  expect(forStaff).toMatchObject({ people: 1, tally: { counts: [1, 1] } });
  for (const peer of [listener, speaker]) {
    expect(await peer.hears('poll:counted')).toEqual({ pollId: poll.pollId, people: 1 });
  }
  const closed = await close(host, poll);
  const held = await listener.hears('poll:changed', ({ state }) => state === 'closed');
  expect(held).not.toHaveProperty('tally');
  expect((await listener.request('polls:read', {})).polls[0]).not.toHaveProperty('tally');

  const { pollId, version } = closed;
  await host.request('poll:show', { pollId, version, isShown: true });
  const shown = await listener.hears('poll:changed', ({ isShown }) => isShown);
  expect(shown.tally?.counts).toEqual([1, 1]);

  const live = await openNew(host, pollPlans.scale, true);
  listener.forget();
  await answer(speaker, live, { choices: [5] });
  const seen = await listener.hears('poll:counted');
  expect(seen.tally?.counts).toEqual([0, 0, 0, 0, 1]);
});

test('words are grouped; a word taken off the list is gone for all but the staff', async () => {
  const { host, listener, code } = await openRoom();
  const other = await hub.joinAs('listener', code);
  const poll = await openNew(host, pollPlans.words);
  await answer(listener, poll, { words: ['Seru', 'Kasar'] });
  await answer(other, poll, { words: ['sérü'] });
  const { pollId } = poll;
  const word = { pollId, word: 'kasar', isHidden: true };
  const hidden = await host.request('poll:hide-word', word);
  expect(hidden.tally?.words).toEqual([
    { key: 'seru', word: 'Seru', count: 2, isHidden: false },
    { key: 'kasar', word: 'Kasar', count: 1, isHidden: true },
  ]);
  const seen = await listener.hears('poll:changed', ({ version }) => version > poll.version);
  expect(JSON.stringify(seen)).not.toMatch(/kasar/i);
  expect(await host.refusal('poll:hide-word', { ...word, word: 'tidak ada' })).toBe(
    'not-found',
  );
  const back = await host.request('poll:hide-word', { ...word, isHidden: false });
  expect(back.tally?.words[1]).toMatchObject({ key: 'kasar', isHidden: false });
});

test('at most one poll is open; asking twice for the same changes nothing more', async () => {
  const { host, listener } = await openRoom();
  const first = await openNew(host);
  expect(await open(host, first)).toEqual(first);
  const second = await openNew(host);
  const closed = await listener.hears('poll:changed', ({ state }) => state === 'closed');
  expect(closed.pollId).toBe(first.pollId);
  expect(
    await listener.refusal('poll:answer', { pollId: first.pollId, answer: { choices: [0] } }),
  ).toBe('conflict');
  expect(
    await host.refusal('poll:open', { pollId: first.pollId, version: first.version }),
  ).toBe('conflict');
  expect(await open(host, closed)).toMatchObject({ state: 'open' });
  const listed = (await host.request('polls:read', {})).polls;
  expect(listed.map(({ pollId, state }) => [pollId, state])).toEqual(
    expect.arrayContaining([
      [first.pollId, 'open'],
      [second.pollId, 'closed'],
    ]),
  );
});

test('answers that do not fit, or to what is no open poll, are refused and not stored', async () => {
  const { host, listener } = await openRoom();
  const hidden = await draft(host);
  const poll = await openNew(host);
  const before = hub.polls.answers.size;
  const refused = (pollId: string, given: unknown) =>
    listener.refusal('poll:answer', { pollId, answer: given });
  expect(await refused(hidden.pollId, { choices: [0] })).toBe('not-found');
  expect(await refused(newId(), { choices: [0] })).toBe('not-found');
  for (const given of [{ choices: [3] }, { choices: [0, 1] }, { words: ['seru'] }]) {
    expect(await refused(poll.pollId, given)).toBe('invalid-input');
  }
  const wrong = [{}, { choices: [] }, { choices: ['0'] }, { choices: [0.5] }, { words: [] }];
  for (const given of [...wrong, { choices: [0], words: ['a'] }, { words: ['x'.repeat(31)] }]) {
    expect([given, await refused(poll.pollId, given)]).toEqual([given, 'invalid-input']);
  }
  expect(hub.polls.answers.size).toBe(before);
  const elsewhere = await openRoom();
  expect(
    await elsewhere.listener.refusal('poll:answer', {
      pollId: poll.pollId,
      answer: { choices: [0] },
    }),
  ).toBe('not-found');
  expect(
    await elsewhere.host.refusal('poll:close', { pollId: poll.pollId, version: poll.version }),
  ).toBe('not-found');
});

test('while the database is away nothing is acknowledged, counted or told', async () => {
  const { host, listener } = await openRoom();
  const poll = await openNew(host);
  const next = await draft(host);
  host.forget();
  hub.polls.state.isAway = true;
  const given = { pollId: poll.pollId, answer: { choices: [0] } };
  expect(await listener.refusal('poll:answer', given)).toBe('unavailable');
  const seen = { pollId: next.pollId, version: next.version };
  expect(await host.refusal('poll:open', seen)).toBe('unavailable');
  hub.polls.state.isAway = false;
  const { polls } = await host.request('polls:read', {});
  expect(polls.map(({ state, people }) => [state, people])).toEqual([
    ['open', 0],
    ['draft', 0],
  ]);
  expect(host.heard).toEqual([]);
  await answer(listener, poll, { choices: [0] });
  expect(await host.hears('poll:counted')).toMatchObject({ people: 1 });
});

test('what was stored before this hub started goes on: open polls and their answers', async () => {
  const { code, sessionId } = hub.sessions.add('polls-restart', 'live');
  const stored = aPoll(sessionId, { state: 'open', version: 2 });
  const { pollId } = stored;
  hub.polls.stored.set(pollId, stored);
  const answeredAt = new Date();
  await hub.polls.answer([{ pollId, personKey: 'x', answer: { choices: [1] }, answeredAt }]);
  const listener = await hub.joinAs('listener', code);
  const { polls, answers } = await listener.request('polls:read', {});
  expect(polls).toMatchObject([
    { pollId, state: 'open', people: 1, tally: { counts: [0, 1, 0] } },
  ]);
  expect(answers).toEqual({});
});

test('the timeline keeps what was asked, closed and answered; the end closes what is open', async () => {
  const { host, listener, sessionId } = await openRoom();
  const held = await openNew(host, pollPlans.words, false);
  await answer(listener, held, { words: ['Seru'] });
  const { pollId } = held;
  const { version } = await close(host, held);
  await host.request('poll:show', { pollId, version, isShown: true });
  const last = await openNew(host);
  await answer(listener, last, { choices: [1] });
  await host.request('session:end', {});
  await listener.hears('session:changed', ({ state }) => state === 'ended');
  const words = { kind: 'words', question: pollPlans.words.question };
  const result = { people: 1, results: [{ label: 'Seru', count: 1 }] };
  const single = { kind: 'single', question: pollPlans.single.question };
  const note = (type: string, entry: object) => `note ${type} ${JSON.stringify(entry)}`;
  expect(toldOf(sessionId)).toEqual([
    note('poll.open', { pollId, ...words }),
    note('poll.close', { pollId }),
    note('poll.result', { pollId, ...words, isShown: false, ...result }),
    note('poll.result', { pollId, ...words, isShown: true, ...result }),
    note('poll.open', { pollId: last.pollId, ...single }),
    note('poll.close', { pollId: last.pollId }),
    note('poll.result', {
      ...{ pollId: last.pollId, ...single, isShown: true, people: 1 },
      results: pollPlans.single.options.map((label, at) => ({
        label,
        count: at === 1 ? 1 : 0,
      })),
    }),
  ]);
  const { told } = hub.recorder(sessionId);
  expect(told.findIndex((line) => line === 'end')).toBeGreaterThan(
    told.findLastIndex((line) => line.startsWith('note poll.result')),
  );
  expect(hub.polls.stored.get(last.pollId)?.state).toBe('closed');
});

test('nothing that anyone is sent says who answered', async () => {
  const { host, listener } = await openRoom();
  const poll = await openNew(host);
  await answer(listener, poll, { choices: [0] });
  await close(host, poll);
  const { personKey } = [...hub.polls.answers.values()].at(-1)!;
  await listener.hears('poll:changed', ({ state }) => state === 'closed');
  const sent = JSON.stringify([
    ...[host.heard, listener.heard].flat().filter(({ name }) => name.startsWith('poll')),
    await host.request('polls:read', {}),
  ]);
  expect(sent).not.toContain(personKey);
  expect(sent).not.toContain('Uni Ros');
});

test('what is drafted in the studio meanwhile reaches the staff in the room', async () => {
  const { host, listener, sessionId } = await openRoom();
  const kept = await draft(host);
  const elsewhere = aPoll(sessionId);
  hub.polls.stored.set(elsewhere.pollId, elsewhere);
  hub.polls.stored.delete(kept.pollId);
  hub.rooms.pollsDrafted(sessionId);
  await host.hears('poll:changed', ({ pollId }) => pollId === elsewhere.pollId);
  await host.hears('poll:gone', ({ pollId }) => pollId === kept.pollId);
  const { polls } = await host.request('polls:read', {});
  expect(polls.map(({ pollId }) => pollId)).toEqual([elsewhere.pollId]);
  expect(listener.all('poll:changed')).toEqual([]);
  // Nobody is there to be told.
  hub.rooms.pollsDrafted('no-room');
});
