import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Message } from '../../server/protocol/chat.ts';
import { fakeTalk } from '../../tests/support/fake-talk.ts';
import { ChatStore } from './chat-store.ts';

beforeEach(() => {
  vi.stubGlobal('sessionStorage', undefined);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A message of somebody else's, but for what the test says. */
const aMessage = (number: number, overrides: Partial<Message> = {}): Message => ({
  ...{ messageId: `m${number}`, number, authorId: 'ani', displayName: 'Ani' },
  ...{ role: 'listener', text: `pesan ${number}`, reactions: {} },
  sentAt: '2026-11-28T12:30:00.000Z',
  ...overrides,
});
const reading = (messages: Message[], overrides = {}) => ({
  ...{ settings: { writers: 'everyone', slowSeconds: 0 }, authorId: 'me', isMuted: false },
  ...{ mutedIds: [], isWhole: true, messages, reacted: {}, hasOlder: false, revision: 5 },
  ...overrides,
});
const said = (after: number, messages: Message[]) =>
  ({ name: 'chat:said', notice: { after, revision: after + 1, messages } }) as const;
const settle = () => vi.advanceTimersByTimeAsync(0);

function openStore(answers: Record<string, (input: never) => unknown>) {
  const { talk, ...hub } = fakeTalk(answers);
  const store = new ChatStore(talk, 'KLUB12');
  const numbers = () => store.snapshot.view?.messages.map(({ number }) => number);
  return { store, numbers, ...hub };
}

test('what was there on arrival is no news; what comes while the end is out of sight is', async () => {
  const { store, arrive, notice } = openStore({ 'chat:read': () => reading([aMessage(1)]) });
  expect(store.snapshot).toMatchObject({ view: undefined, unread: 0, seenNumber: 0 });
  arrive();
  await settle();
  expect(store.snapshot).toMatchObject({ unread: 0, seenNumber: 1 });
  notice(said(5, [aMessage(2), aMessage(3, { authorId: 'me' })]));
  expect(store.snapshot).toMatchObject({ unread: 1, seenNumber: 1 });
  store.setEndInSight(true);
  expect(store.snapshot).toMatchObject({ unread: 0, seenNumber: 3 });
  notice(said(6, [aMessage(4)]));
  expect(store.snapshot).toMatchObject({ unread: 0, seenNumber: 4 });
  store.setEndInSight(false);
  notice(said(7, [aMessage(5)]));
  expect(store.snapshot).toMatchObject({ unread: 1, seenNumber: 4 });
});

test('a later arrival asks for what changed since, and a gap is read again by itself', async () => {
  const answers = [
    reading([aMessage(1)]),
    reading([aMessage(2)], { isWhole: false, revision: 6 }),
    reading([aMessage(3), aMessage(4)], { isWhole: false, revision: 9 }),
  ];
  const { asked, arrive, notice, numbers } = openStore({ 'chat:read': () => answers.shift() });
  for (const known of [[1], [1, 2]]) {
    arrive();
    await settle();
    expect(numbers()).toEqual(known);
  }
  notice(said(8, [aMessage(4)]));
  await settle();
  expect(numbers()).toEqual([1, 2, 3, 4]);
  expect(asked.map(({ input }) => input)).toEqual([{}, { since: 5 }, { since: 6 }]);
});

test('a message of this page waits at the end until the hub has it, and stands there once', async () => {
  let confirm: (message: Message) => void = () => undefined;
  const { store, asked, arrive, notice } = openStore({
    'chat:read': () => reading([aMessage(1)]),
    'message:send': () => new Promise<Message>((resolve) => (confirm = resolve)),
  });
  arrive();
  await settle();
  store.write('Salam', { messageId: 'm1', displayName: 'Ani', text: 'pesan 1' });
  const [unsent] = store.snapshot.unsent;
  expect(unsent).toMatchObject({ text: 'Salam', replyTo: { messageId: 'm1' } });
  const { messageId } = unsent!;
  expect(asked.at(-1)?.input).toEqual({ messageId, text: 'Salam', replyToId: 'm1' });
  // The notice is faster than the answer.
  const own = aMessage(2, { messageId, authorId: 'me', text: 'Salam' });
  notice(said(5, [own]));
  expect(store.snapshot.unsent).toEqual([]);
  expect(store.snapshot.wroteAt).toBeUndefined();
  confirm(own);
  await settle();
  expect(store.snapshot.view?.messages).toHaveLength(2);
  expect(store.snapshot.wroteAt).toBe(Date.now());
});

test('what could not be sent goes on the next arrival', async () => {
  const answers: Record<string, (input: never) => unknown> = { 'chat:read': () => reading([]) };
  const { store, arrive } = openStore(answers);
  arrive();
  store.write('Salam', undefined);
  await settle();
  expect(store.snapshot.unsent).toHaveLength(1);
  answers['message:send'] = ({ messageId }: Message) => aMessage(1, { messageId });
  arrive();
  await settle();
  expect(store.snapshot.unsent).toEqual([]);
});

test('older ones are read once at a time, before the first known', async () => {
  let give: (older: object) => void = () => undefined;
  const { store, asked, arrive, numbers } = openStore({
    'chat:read': () => reading([aMessage(8)], { hasOlder: true }),
    'chat:read-older': () => new Promise((resolve) => (give = resolve)),
  });
  await store.readOlder();
  arrive();
  await settle();
  const both = [store.readOlder(), store.readOlder()];
  give({ messages: [aMessage(6), aMessage(7)], reacted: {}, hasOlder: false });
  await Promise.all(both);
  await store.readOlder();
  expect(numbers()).toEqual([6, 7, 8]);
  const older = asked.filter(({ name }) => name === 'chat:read-older');
  expect(older.map(({ input }) => input)).toEqual([{ before: 8 }]);
});

test('an answer shows at once what was done: a reaction, a deletion, muting, settings', async () => {
  const settings = { writers: 'stage', slowSeconds: 30 };
  const { store, arrive } = openStore({
    'chat:read': () => reading([aMessage(1)]),
    'message:react': () => aMessage(1, { reactions: { heart: 3 } }),
    'message:delete': () => aMessage(1, { text: '', deletedBy: 'moderator' }),
    'chat:mute': () => ({ authorId: 'ani', isMuted: true }),
    'chat:configure': () => settings,
  });
  arrive();
  await settle();
  await store.react('m1', { kind: 'heart', isOn: true });
  expect(store.snapshot.view?.messages[0]?.reactions).toEqual({ heart: 3 });
  expect(store.snapshot.view?.reacted.get('m1')).toEqual(['heart']);
  await store.delete('m1');
  expect(store.snapshot.view?.messages[0]).toMatchObject({ text: '', deletedBy: 'moderator' });
  await store.mute(aMessage(1), true);
  expect(store.snapshot.view?.mutedIds).toEqual(new Set(['ani']));
  await store.configure({ slowSeconds: 30 });
  expect(store.snapshot.view?.settings).toEqual(settings);
});

test('draft and reply are kept while the panel is away; closed, it hears nothing more', async () => {
  const { store, arrive, notice, numbers } = openStore({
    'chat:read': () => reading([aMessage(1)]),
  });
  const replyTo = { messageId: 'm1', displayName: 'Ani', text: 'pesan 1' };
  store.keepDraft('Sal');
  store.keepReplyTo(replyTo);
  expect([store.draft, store.replyTo]).toEqual(['Sal', replyTo]);
  arrive();
  await settle();
  store.close();
  notice(said(5, [aMessage(2)]));
  expect(numbers()).toEqual([1]);
});
