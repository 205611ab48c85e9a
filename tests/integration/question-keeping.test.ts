import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { Question } from '../../server/protocol/questions.ts';
import type { SessionState } from '../../server/protocol/words.ts';
import { ask, boardOf, seen, told } from '../support/asking.ts';
import { openQuestionStore, type QuestionStore } from '../support/question-store.ts';
import type { RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';

/** What is kept of questions, for how long, and of whom not. */

const scope = new Scope('questions', silentLog);
let store: QuestionStore;
let db: QuestionStore['db'];
let questions: QuestionStore['questions'];
let hub: RoomHub;

beforeAll(async () => {
  store = await openQuestionStore(scope);
  ({ db, questions } = store);
});
beforeEach(async () => {
  hub = await store.openHub();
  return () => hub.close();
});
afterAll(() => scope.close('done'));

const newSession = (state: SessionState) => store.addSession(hub, state);

test('who asks in the lobby before the session finds the question there, and on the stage', async () => {
  const { code, sessionId } = await newSession('scheduled');
  const early = await hub.enterAs('listener', code, { cookie: 'device=early' });
  const asked = await ask(early, 'Apakah buku ini sulit?', { displayName: 'Siti' });
  expect(asked).toMatchObject({ isMine: true, asker: { displayName: 'Siti', place: 'Solok' } });
  expect(asked.askedAtMs).toBeUndefined();
  const waiting = await hub.enterAs('listener', code, { cookie: 'device=waiting' });
  expect((await boardOf(waiting)).questions).toMatchObject([
    { text: asked.text, isMine: false },
  ]);
  await waiting.request('question:vote', { questionId: asked.questionId, isFor: true });

  const host = await hub.joinAs('host', code, 'Rina');
  await host.request('session:go-live', {});
  await early.hears('session:changed', ({ state }) => state === 'live');
  await early.join('Siti');
  const { questions: own } = await boardOf(early);
  expect(own).toMatchObject([{ questionId: asked.questionId, isMine: true, votes: 1 }]);
  const answering = await host.request('question:start-answer', seen(asked));
  expect(answering.answerStartMs).toBeGreaterThanOrEqual(0);
  await told(early, asked.questionId, ({ state }) => state === 'answering');
  expect((await questions.load(sessionId)).questions).toMatchObject([{ state: 'answering' }]);
});

test('what was written while the line was away was asked when it was written', async () => {
  const { code, sessionId } = await newSession('live');
  const stored = hub.sessions.stored.get(sessionId)!;
  stored.wentLiveAt = new Date(Date.now() - 60_000).toISOString();
  const peer = await hub.joinAs('listener', code);
  const held = await ask(peer, 'Siapa guru itu?', { heldMs: 40_000 });
  expect(held.askedAtMs! / 1000).toBeCloseTo(20, 0);
  expect((Date.now() - Date.parse(held.askedAt)) / 1000).toBeCloseTo(40, 0);
  // Written in the lobby, sent when live: on the wall's clock alone.
  const early = await ask(peer, 'Apakah ada rekamannya?', { heldMs: 90_000 });
  expect(early.askedAtMs).toBeUndefined();
  expect((await questions.load(sessionId)).questions).toMatchObject([
    { askedAtMs: held.askedAtMs },
    { askedAtMs: undefined },
  ]);
  await expect(ask(peer, 'Kapan?', { heldMs: -1 })).rejects.toThrow();
});

test('one whose words may be published is deleted only once the recording knows', async () => {
  const { code, sessionId } = await newSession('live');
  const host = await hub.joinAs('host', code, 'Rina');
  const asked = await ask(await hub.joinAs('listener', code), 'Siapa nama anak itu?');
  const answering = await host.request('question:start-answer', seen(asked));
  const { failing, told: noted } = hub.recorder(sessionId);
  failing.add('note');
  expect(await host.refusal('question:delete', seen(answering))).toBe('unavailable');
  expect((await questions.load(sessionId)).questions).toHaveLength(1);
  failing.clear();
  // Neither queued nor answered any more, but its title is on the timeline.
  const answered = await host.request('question:end-answer', seen(answering));
  const back = await host.request('question:reopen', seen(answered));
  await host.request('question:delete', seen(back));
  expect(noted.filter((line) => line.startsWith('note question.delete'))).toHaveLength(2);
  expect((await questions.load(sessionId)).questions).toEqual([]);
});

test('an answer in writing is kept, and reaches the asker', async () => {
  const { code, sessionId } = await newSession('live');
  const host = await hub.joinAs('host', code, 'Rina');
  const asker = await hub.joinAs('listener', code, 'Siti');
  const asked = await ask(asker, 'Kapan perpustakaan keliling datang?');
  const answer = { answerId: newId(), text: 'Setiap Selasa kedua.', isPrivate: false };
  await host.request('question:reply', { ...seen(asked), ...answer });
  await told(asker, asked.questionId, ({ state }) => state === 'answered');
  const [kept] = (await questions.load(sessionId)).questions;
  expect(kept?.replies).toMatchObject([{ ...answer, answeredBy: 'Rina' }]);
});

describe('who asks', () => {
  const name = 'Datuak Rajo';
  const place = 'Alahan Panjang';
  let asker: RoomPeer;
  let host: RoomPeer;
  let others: RoomPeer[];
  let sessionId: string;

  /** Everything that others ever heard or can read. */
  const heardBy = async (peers: RoomPeer[]): Promise<string> => {
    const boards = await Promise.all(peers.map(boardOf));
    const notices = peers.flatMap(({ heard }) =>
      heard.filter((one) => /question|vote/.test(one.name)),
    );
    return JSON.stringify([boards, notices]);
  };
  const storedRows = async (): Promise<string> => {
    const tables = ['Question', 'QuestionVote', 'QuestionReply', 'MutedAsker'];
    const rows = tables.map((table) => db.executeSql(`SELECT to_jsonb(t) FROM "${table}" t`));
    return JSON.stringify((await Promise.all(rows)).map((result) => result.rows));
  };

  beforeEach(async () => {
    const session = await newSession('live');
    ({ sessionId } = session);
    host = await hub.joinAs('host', session.code, 'Rina');
    const helper = await hub.joinAs('moderator', session.code, 'Budi');
    const speaker = await hub.joinAs('speaker', session.code, 'Upik');
    const listener = await hub.joinAs('listener', session.code, 'Ani');
    others = [host, helper, speaker, listener];
    asker = await hub.joinAs('listener', session.code, name);
  });

  /** Through everything that can happen to a question. */
  const goThrough = async (asked: Question): Promise<void> => {
    await others[3]!.request('question:vote', { questionId: asked.questionId, isFor: true });
    const pinned = await host.request('question:pin', { ...seen(asked), isPinned: true });
    const muting = { ...seen(pinned), isMuted: true };
    const muted = await host.request('question:mute-asker', muting);
    await asker.hears('asker:muted', ({ isMuted }) => isMuted);
    await host.request('question:mute-asker', { ...muting, isMuted: false });
    const edited = await host.request('question:edit', { ...seen(muted), text: 'Lain?' });
    await host.request('question:start-answer', seen(edited));
    await told(others[3]!, asked.questionId, ({ state }) => state === 'answering');
  };

  test('anonymously is in nothing that others hear or read, and in no row', async () => {
    const asked = await ask(asker, 'Boleh saya bertanya?', { askerMode: 'anonymous', place });
    expect(asked).toMatchObject({ isMine: true });
    await goThrough(asked);
    const heard = await heardBy(others);
    expect(heard).toContain('Lain?');
    for (const secret of [name, place]) {
      expect(heard).not.toContain(secret);
      expect(await storedRows()).not.toContain(secret);
    }
    // What the same person asks under a name does not lead to it: the keys differ.
    await ask(asker, 'Dan bab dua?', { place });
    const keys = (await questions.load(sessionId)).questions.map(({ askerKey }) => askerKey);
    expect(new Set(keys).size).toBe(2);
    expect((await boardOf(asker)).questions.map(({ isMine }) => isMine)).toEqual([true, true]);
    const timeline = JSON.stringify(hub.recorder(sessionId).told);
    expect(timeline).not.toContain(name);
  });

  test('hidden is told to hosts and moderators alone', async () => {
    const asked = await ask(asker, 'Boleh saya bertanya?', { askerMode: 'hidden', place });
    await goThrough(asked);
    expect(await heardBy(others.slice(0, 2))).toContain(name);
    const heard = await heardBy(others.slice(2));
    expect(heard).toContain('Lain?');
    for (const secret of [name, place]) expect(heard).not.toContain(secret);
  });

  test('with a name, in a session that becomes anonymous, is not told from then on', async () => {
    const asked = await ask(asker, 'Boleh saya bertanya?', { place });
    await told(
      others[3]!,
      asked.questionId,
      (question) => question.asker?.displayName === name,
    );
    await host.request('questions:configure', { askerMode: 'anonymous' });
    await told(others[3]!, asked.questionId, (question) => question.asker === undefined);
    for (const peer of others) peer.forget();
    await goThrough(asked);
    expect(await heardBy(others)).not.toContain(name);
  });
});

test('a hub that starts again has every question as it was, and the one being answered goes on', async () => {
  const session = await newSession('live');
  const { code, sessionId } = session;
  const host = await hub.joinAs('host', code, 'Rina');
  const person = (name: string) => hub.enterAs('listener', code, { cookie: `device=${name}` });
  const siti = await person('siti');
  await siti.join('Siti');
  const asked = [];
  for (const text of ['Satu?', 'Dua?', 'Tiga?']) asked.push(await ask(siti, text));
  const ani = await person('ani');
  for (const text of ['Empat?', 'Lima?', 'Enam?']) asked.push(await ask(ani, text));
  const [one, two, three, four, five, six] = asked as [
    ...[Question, Question, Question],
    ...[Question, Question, Question],
  ];
  await ani.request('question:vote', { questionId: one.questionId, isFor: true });
  await host.request('question:start-answer', seen(one));
  await host.request('question:queue', seen(two));
  await host.request('question:dismiss', { ...seen(three), reason: 'off-topic' });
  await host.request('question:merge', {
    ...{ ...seen(four), intoId: two.questionId, intoVersion: 2 },
  });
  await ani.request('question:withdraw', seen(five));
  await host.request('question:reply', {
    ...{ ...seen(six), answerId: crypto.randomUUID(), text: 'Ya.', isPrivate: true },
  });
  await host.request('questions:configure', { preModeration: true, heldWords: ['kasar'] });
  const before = [await boardOf(host), await boardOf(siti), await boardOf(ani)];

  await hub.close();
  hub = await store.openHub();
  await questions.endAnswers();
  hub.sessions.stored.set(sessionId, session);
  const back = await hub.joinAs('host', code, 'Rina');
  const peers = [back, await person('siti'), await person('ani')];
  expect(await Promise.all(peers.map(boardOf))).toEqual(before);
  const states = (await boardOf(back)).questions.map(({ state }) => state);
  expect(states).toEqual(['answering', 'queued', 'dismissed', 'merged', 'open']);
  // It is being answered still, and ends where it really ends.
  const [answering] = (await boardOf(back)).questions as [Question];
  const answered = await back.request('question:end-answer', seen(answering));
  expect(answered.answerEndMs).toBeGreaterThan(answering.answerStartMs!);
});

test('a word on the list holds a question back, for its asker and the staff to see', async () => {
  const { code } = await newSession('live');
  const host = await hub.joinAs('host', code, 'Rina');
  const asker = await hub.joinAs('listener', code, 'Siti');
  const other = await hub.joinAs('listener', code, 'Ani');
  await host.request('questions:configure', { heldWords: ['Biaya Parkir'] });
  const held = await ask(asker, 'Berapa BIAYA, párkir di sini?');
  expect(held).toMatchObject({ state: 'pending', isMine: true });
  // Its asker is not told why: that would teach how to get round it.
  expect(held).not.toHaveProperty('isHeld');
  expect(await told(host, held.questionId)).toMatchObject({ state: 'pending', isHeld: true });
  const free = await ask(asker, 'Berapa biaya buku?');
  expect(free.state).toBe('open');
  await told(other, free.questionId);
  expect((await boardOf(other)).questions.map(({ text }) => text)).toEqual([free.text]);
  expect((await boardOf(other)).settings).not.toHaveProperty('heldWords');
  const { approved } = await host.request('question:approve', { questions: [seen(held)] });
  expect(approved).toEqual([held.questionId]);
  expect(await told(other, held.questionId)).toMatchObject({ state: 'open' });
});
