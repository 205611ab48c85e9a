import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChatRepository, StoredMessage } from '../../server/chat/message.ts';
import type { Database } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createChatRepository } from '../../server/store/chat-repository.ts';
import { databases } from '../support/databases.ts';
import { memoryChat } from '../support/memory-chat.ts';
import { aSession, emptyTables } from '../support/stored.ts';

const scope = new Scope('chat repositories', silentLog);
afterAll(() => scope.close('done'));

/** Of every database the sessions that its chats belong to. */
type Opened = { chat: ChatRepository; addSession: () => Promise<string> };

function inDatabase(open: () => Promise<Database>): () => Promise<() => Promise<Opened>> {
  return async () => {
    const db = await open();
    return async () => {
      await emptyTables(db);
      return {
        chat: createChatRepository(db.prisma),
        addSession: async () => (await aSession(db)).sessionId,
      };
    };
  };
}

describe.each<[string, () => Promise<() => Promise<Opened>>]>([
  [
    'in memory',
    () =>
      Promise.resolve(() =>
        Promise.resolve({
          chat: memoryChat(),
          addSession: () => Promise.resolve(newId()),
        }),
      ),
  ],
  ...databases.map(({ name, open }): [string, () => Promise<() => Promise<Opened>>] => [
    `in ${name}`,
    inDatabase(() => open(scope)),
  ]),
])('a chat %s', (_where, prepare) => {
  let renew: () => Promise<Opened>;
  let chat: ChatRepository;
  let sessionId: string;
  let otherId: string;
  beforeAll(async () => {
    renew = await prepare();
  });
  beforeEach(async () => {
    const opened = await renew();
    ({ chat } = opened);
    sessionId = await opened.addSession();
    otherId = await opened.addSession();
  });

  const message = (number: number, given: Partial<StoredMessage> = {}): StoredMessage => ({
    ...{ messageId: `m${number}`, sessionId, number, personKey: 'ani', displayName: 'Ani' },
    ...{
      role: 'listener',
      text: `pesan ${number}`,
      replyToId: undefined,
      deletedBy: undefined,
    },
    sentAt: new Date(Date.UTC(2026, 10, 28, 12, number)),
    ...given,
  });

  test('is open to everyone at first, and is set as it was set last', async () => {
    expect(await chat.open(sessionId)).toEqual({
      settings: { writers: 'everyone', slowSeconds: 0 },
      mutedKeys: [],
      lastNumber: 0,
    });
    await chat.configure(sessionId, { writers: 'stage', slowSeconds: 0 });
    await chat.configure(sessionId, { writers: 'nobody', slowSeconds: 30 });
    await chat.add([message(1), message(4)]);
    expect(await chat.open(sessionId)).toMatchObject({
      settings: { writers: 'nobody', slowSeconds: 30 },
      lastNumber: 4,
    });
    expect((await chat.open(otherId)).settings.writers).toBe('everyone');
  });

  test('knows who is muted, once each, in this session alone', async () => {
    await chat.setMuted(sessionId, 'ani', true);
    await chat.setMuted(sessionId, 'ani', true);
    await chat.setMuted(sessionId, 'budi', true);
    await chat.setMuted(sessionId, 'budi', false);
    expect((await chat.open(sessionId)).mutedKeys).toEqual(['ani']);
    expect((await chat.open(otherId)).mutedKeys).toEqual([]);
  });

  test('gives back what was added, page by page, oldest first', async () => {
    expect(await chat.add([message(1), message(2), message(3)])).toEqual(['m1', 'm2', 'm3']);
    await chat.add([message(5, { messageId: 'm5' })]);
    await chat.add([message(1, { messageId: 'other', sessionId: otherId })]);
    const numbers = async (before: number, limit: number) =>
      (await chat.page(sessionId, before, limit)).map((one) => one.message.number);
    expect(await numbers(1_000, 3)).toEqual([2, 3, 5]);
    expect(await numbers(2, 3)).toEqual([1]);
    expect(await numbers(1, 3)).toEqual([]);
    expect((await chat.page(sessionId, 2, 1))[0]).toEqual({
      message: message(1),
      quoted: undefined,
      reactions: [],
    });
  });

  test('adds an id once, whoever comes with it again and together with what', async () => {
    const twice = message(3, { messageId: 'twice' });
    expect(await chat.add([message(1), twice, { ...twice, number: 4, text: 'lain' }])).toEqual([
      'm1',
      'twice',
    ]);
    const stranger = message(5, { messageId: 'm1', sessionId: otherId, personKey: 'budi' });
    expect(await chat.add([stranger, message(6)])).toEqual(['m6']);
    expect((await chat.find('m1'))?.message).toEqual(message(1));
    expect((await chat.find('twice'))?.message.text).toBe('pesan 3');
    expect(await chat.find('nothing')).toBeUndefined();
  });

  test('shows in a reply what it replies to, until that is deleted', async () => {
    await chat.add([message(1), message(2, { replyToId: 'm1' })]);
    expect((await chat.find('m2'))?.quoted).toEqual({
      messageId: 'm1',
      displayName: 'Ani',
      text: 'pesan 1',
    });
    await chat.delete('m1', 'moderator');
    expect((await chat.find('m2'))?.quoted).toMatchObject({ messageId: 'm1', text: '' });
  });

  test('deletes the text and the reactions, and keeps the stone; who was first is kept', async () => {
    await chat.add([message(1), message(2)]);
    await chat.react([
      { messageId: 'm1', personKey: 'budi', kind: 'heart', isOn: true },
      { messageId: 'm2', personKey: 'budi', kind: 'heart', isOn: true },
    ]);
    await chat.delete('m1', 'author');
    await chat.delete('m1', 'moderator');
    expect(await chat.find('m1')).toEqual({
      message: message(1, { text: '', deletedBy: 'author' }),
      quoted: undefined,
      reactions: [],
    });
    expect((await chat.find('m2'))?.reactions).toHaveLength(1);
  });

  test('counts a reaction of each kind once a person', async () => {
    await chat.add([message(1)]);
    const heart = { messageId: 'm1', personKey: 'budi', kind: 'heart' } as const;
    const all = [
      heart,
      { ...heart, personKey: 'citra' },
      { ...heart, kind: 'laugh' as const },
    ].map((one) => ({ ...one, isOn: true }));
    await chat.react(all);
    await chat.react(all);
    await chat.react([
      { ...heart, isOn: false },
      { ...heart, personKey: 'dedi', isOn: false },
      { ...heart, personKey: 'eka', isOn: true },
    ]);
    const { reactions } = (await chat.find('m1'))!;
    expect(reactions.map(({ personKey, kind }) => `${personKey} ${kind}`).sort()).toEqual([
      'budi laugh',
      'citra heart',
      'eka heart',
    ]);
  });

  test('takes five hundred messages at once', async () => {
    const many = Array.from({ length: 500 }, (_, at) => message(at + 1));
    expect(await chat.add(many)).toHaveLength(500);
    expect(await chat.page(sessionId, 1_000, 1_000)).toHaveLength(500);
  });
});
