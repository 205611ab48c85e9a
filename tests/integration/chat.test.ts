import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../server/protocol/chat.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { memoryChat } from '../support/memory-chat.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';

const code = 'the-room';
let hub: RoomHub;
beforeEach(async () => {
  hub = await openRoomHub({ plane: new FakeMediaPlane() });
  hub.sessions.add(code, 'live');
});
afterEach(() => hub.close());

const send = (
  peer: RoomPeer,
  text: string,
  given: { messageId?: string; replyToId?: string } = {},
): Promise<Message> =>
  peer.request('message:send', { messageId: randomUUID(), text, ...given });

const read = (peer: RoomPeer, since?: number) =>
  peer.request('chat:read', since === undefined ? {} : { since });

/** What this peer was told, by id: the last word on each message. */
const told = (peer: RoomPeer): Map<string, Message> =>
  new Map(
    peer
      .all('chat:said')
      .flatMap(({ messages }) => messages)
      .map((message) => [message.messageId, message]),
  );

const hearsOf = (peer: RoomPeer, messageId: string, fits: (message: Message) => boolean) =>
  peer.hears('chat:said', ({ messages }) =>
    messages.some((message) => message.messageId === messageId && fits(message)),
  );

describe('writing', () => {
  test('reaches everyone in the room, is stored first, and can be read by who comes later', async () => {
    const ani = await hub.joinAs('listener', code, 'Ani');
    const host = await hub.joinAs('host', code, 'Rina');
    const sent = await send(ani, '  Salam dari Solok 👋🏽\n\u0007\u202Esiapa  ');
    expect(sent).toMatchObject({
      ...{ number: 1, displayName: 'Ani', role: 'listener', reactions: {} },
      text: 'Salam dari Solok 👋🏽\n\u202Esiapa',
    });
    expect(hub.chat.messages.get(sent.messageId)).toMatchObject({ text: sent.text });
    await hearsOf(host, sent.messageId, (message) => message.text === sent.text);
    await hearsOf(ani, sent.messageId, () => true);

    const late = await hub.joinAs('listener', code, 'Budi');
    const known = await read(late);
    expect(known).toMatchObject({
      ...{ messages: [sent], isWhole: true, hasOlder: false, isMuted: false, mutedIds: [] },
      settings: { writers: 'everyone', slowSeconds: 0 },
    });
    expect(known.authorId).not.toBe(sent.authorId);
    expect((await read(ani)).authorId).toBe(sent.authorId);
    expect(JSON.stringify(known)).not.toContain(
      hub.chat.messages.get(sent.messageId)?.personKey,
    );
  });

  test('is for who has a seat: in the lobby nothing is read, written or heard', async () => {
    const outside = await hub.enterAs('listener', code);
    const ani = await hub.joinAs('listener', code, 'Ani');
    expect(await outside.refusal('chat:read', {})).toBe('not-joined');
    expect(await outside.refusal('reaction:send', { kind: 'heart' })).toBe('not-joined');
    const message = { messageId: randomUUID(), text: 'Halo' };
    expect(await outside.refusal('message:send', message)).toBe('not-joined');
    const { messageId } = await send(ani, 'Halo');
    await hearsOf(ani, messageId, () => true);
    expect(outside.all('chat:said')).toEqual([]);
  });

  test('sending again with the same id sends once, also at the same moment', async () => {
    const ani = await hub.joinAs('listener', code, 'Ani');
    const messageId = randomUUID();
    const [first, second] = await Promise.all([
      send(ani, 'Sekali', { messageId }),
      send(ani, 'Sekali', { messageId }),
    ]);
    const third = await send(ani, 'Lain', { messageId });
    expect([second, third]).toEqual([first, first]);
    expect(hub.chat.messages.size).toBe(1);
    const budi = await hub.joinAs('listener', code, 'Budi');
    const stolen = { messageId, text: 'Milik saya' };
    expect(await budi.refusal('message:send', stolen)).toBe('conflict');
    expect((await read(budi)).messages).toEqual([first]);
  });

  test('an id of another session is no message here', async () => {
    hub.sessions.add('another-room', 'live');
    const there = await hub.joinAs('listener', 'another-room', 'Ani');
    const host = await hub.joinAs('host', code);
    const { messageId } = await send(there, 'Di sana');
    for (const [name, input] of [
      ['message:delete', { messageId }],
      ['message:react', { messageId, kind: 'heart', isOn: true }],
      ['chat:mute', { messageId, isMuted: true }],
      ['message:send', { messageId: randomUUID(), text: 'Balas', replyToId: messageId }],
    ] as const) {
      expect([name, await host.refusal(name, input)]).toEqual([name, 'not-found']);
    }
    expect(await host.refusal('message:send', { messageId, text: 'Di sini' })).toBe('conflict');
    expect((await read(there)).messages).toMatchObject([{ text: 'Di sana', reactions: {} }]);
  });

  test('a reply shows the beginning of what it replies to', async () => {
    const ani = await hub.joinAs('listener', code, 'Ani');
    const { messageId } = await send(ani, `Buku apa?\n${'panjang '.repeat(40)}`);
    const reply = await send(ani, 'Laskar Pelangi', { replyToId: messageId });
    expect(reply.replyTo).toMatchObject({ messageId, displayName: 'Ani' });
    expect(reply.replyTo?.text).toMatch(/^Buku apa\? panjang .*…$/);
  });

  test('a database that is away loses nothing: it is refused, and sent again later', async () => {
    const ani = await hub.joinAs('listener', code, 'Ani');
    await read(ani);
    const message = { messageId: randomUUID(), text: 'Halo' };
    hub.chat.state.isAway = true;
    expect(await ani.refusal('message:send', message)).toBe('unavailable');
    expect(await ani.refusal('chat:read-older', { before: 9 })).toBe('unavailable');
    hub.chat.state.isAway = false;
    expect(await ani.refusal('message:send', message)).toBe('ok');
    expect((await read(ani)).messages).toMatchObject([{ text: 'Halo' }]);
  });
});

describe('five hundred messages in a second from fifty people', () => {
  test('are all stored and all seen, once each and in order, with a few notices', async () => {
    const people = await Promise.all(
      Array.from({ length: 50 }, (_, at) => hub.joinAs('listener', code, `Orang ${at}`)),
    );
    const watcher = await hub.joinAs('listener', code, 'Ani');
    const { revision } = await read(watcher);
    const startedAt = performance.now();
    const sent = (
      await Promise.all(
        people.map((peer, person) =>
          Promise.all(
            Array.from({ length: 10 }, (_, at) => send(peer, `Pesan ${person}-${at}`)),
          ),
        ),
      )
    ).flat();
    await expect.poll(() => told(watcher).size, { timeout: 10_000 }).toBe(500);
    const tookMs = performance.now() - startedAt;

    expect(hub.chat.messages.size).toBe(500);
    expect(hub.chat.state.writes).toBeLessThan(250);
    expect(new Set(sent.map(({ number }) => number)).size).toBe(500);
    for (const message of sent) expect(told(watcher).get(message.messageId)).toEqual(message);

    const notices = watcher.all('chat:said');
    expect(notices.length).toBeLessThanOrEqual(2 + Math.ceil(tookMs / 500));
    expect(notices.flatMap(({ messages }) => messages)).toHaveLength(500);
    const numbers = notices.flatMap(({ messages }) => messages.map(({ number }) => number));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    // Each notice goes on where the one before ended, so that a gap would be seen.
    expect(notices.map(({ after }) => after)).toEqual([
      revision,
      ...notices.slice(0, -1).map((notice) => notice.revision),
    ]);
  });
});

describe('coming back', () => {
  test('tells what changed meanwhile, and no more', async () => {
    const ani = await hub.joinAs('listener', code, 'Ani');
    const host = await hub.joinAs('host', code);
    const [first, second] = [await send(ani, 'Satu'), await send(ani, 'Dua')];
    const before = await read(host);
    const third = await send(ani, 'Tiga');
    await ani.request('message:delete', { messageId: first.messageId });
    await host.request('message:react', {
      ...{ messageId: second.messageId, kind: 'heart', isOn: true },
    });
    const after = await read(host, before.revision);
    expect(after).toMatchObject({
      isWhole: false,
      messages: [
        { messageId: third.messageId, text: 'Tiga' },
        { messageId: first.messageId, deletedBy: 'author', text: '' },
        { messageId: second.messageId, reactions: { heart: 1 } },
      ],
      reacted: { [second.messageId]: ['heart'] },
    });
    expect(await read(host, after.revision)).toMatchObject({ isWhole: false, messages: [] });
    expect(await read(ani, after.revision)).toMatchObject({ reacted: {} });
  });

  test('a restart keeps everything, and what was known before it is read anew', async () => {
    const chat = memoryChat();
    const open = async (): Promise<RoomHub> => {
      const opened = await openRoomHub({ plane: new FakeMediaPlane(), chat });
      opened.sessions.add(code, 'live');
      return opened;
    };
    const before = await open();
    const ani = await before.joinAs('listener', code, 'Ani');
    const host = await before.joinAs('host', code);
    for (let at = 1; at <= 8; at += 1) await send(ani, `Pesan ${at}`);
    const { messageId } = await send(ani, 'Terakhir');
    await host.request('message:react', { messageId, kind: 'laugh', isOn: true });
    await host.request('chat:configure', { slowSeconds: 60 });
    await host.request('chat:mute', { messageId, isMuted: true });
    const known = await read(host);
    await before.close();

    const after = await open();
    const hostAgain = await after.joinAs('host', code);
    expect(await read(hostAgain, known.revision)).toMatchObject({
      isWhole: true,
      messages: known.messages,
      settings: { writers: 'everyone', slowSeconds: 60 },
      reacted: { [messageId]: ['laugh'] },
      mutedIds: known.mutedIds,
    });
    const next = await send(hostAgain, 'Lanjut');
    expect(next.number).toBe(10);
    await after.close();
  });

  test('older messages are read page by page to the first', async () => {
    const ani = await hub.joinAs('host', code);
    for (let at = 1; at <= 120; at += 1) {
      hub.chat.messages.set(`m${at}`, {
        ...{ messageId: `m${at}`, sessionId: `session-of-${code}`, number: at },
        ...{ personKey: 'budi', displayName: 'Budi', role: 'listener', text: `Pesan ${at}` },
        ...{ sentAt: new Date(), replyToId: undefined, deletedBy: undefined },
      });
    }
    const page = await read(ani);
    const texts = page.messages.map(({ text }) => text);
    for (let { hasOlder } = page, before = 71; hasOlder;) {
      const older = await ani.request('chat:read-older', { before });
      texts.unshift(...older.messages.map(({ text }) => text));
      ({ hasOlder } = older);
      before = older.messages[0]!.number;
    }
    expect(texts).toEqual(Array.from({ length: 120 }, (_, at) => `Pesan ${at + 1}`));

    // Old ones can be reacted to and deleted like new ones.
    await ani.request('message:react', { messageId: 'm1', kind: 'sad', isOn: true });
    expect(await read(ani, page.revision)).toMatchObject({
      messages: [{ messageId: 'm1', reactions: { sad: 1 } }],
    });
    await ani.request('message:delete', { messageId: 'm2' });
    expect(hub.chat.messages.get('m2')).toMatchObject({ text: '', deletedBy: 'moderator' });
  });
});
