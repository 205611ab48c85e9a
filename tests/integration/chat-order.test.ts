import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../server/protocol/chat.ts';
import type { ReactionKind } from '../../server/protocol/reactions.ts';
import { seen } from '../support/asking.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';

/** Who keeps order in the chat, how, and what reactions count. */

const code = 'the-room';
let hub: RoomHub;
let host: RoomPeer;
let moderator: RoomPeer;
let speaker: RoomPeer;
let ani: RoomPeer;
beforeEach(async () => {
  hub = await openRoomHub({ plane: new FakeMediaPlane() });
  hub.sessions.add(code, 'live');
  host = await hub.joinAs('host', code, 'Rina');
  moderator = await hub.joinAs('moderator', code, 'Mira');
  speaker = await hub.joinAs('speaker', code, 'Sari');
  ani = await hub.joinAs('listener', code, 'Ani');
});
afterEach(() => hub.close());

const send = (peer: RoomPeer, text = 'Halo'): Promise<Message> =>
  peer.request('message:send', { messageId: randomUUID(), text });
const refusedToSend = (peer: RoomPeer) =>
  peer.refusal('message:send', { messageId: randomUUID(), text: 'Halo' });

describe('deleting', () => {
  test('by the author or the staff leaves a stone, and nothing of the text anywhere', async () => {
    const own = await send(ani, 'Rahasia satu');
    const other = await send(ani, 'Rahasia dua');
    const reply = await moderator.request('message:send', {
      ...{ messageId: randomUUID(), text: 'Jangan', replyToId: other.messageId },
    });
    expect(await speaker.refusal('message:delete', { messageId: own.messageId })).toBe(
      'forbidden',
    );
    await ani.request('message:delete', { messageId: own.messageId });
    const stone = await moderator.request('message:delete', { messageId: other.messageId });
    expect(stone).toMatchObject({ text: '', displayName: 'Ani', deletedBy: 'moderator' });
    await speaker.hears('chat:said', ({ messages }) =>
      messages.some(({ messageId, deletedBy }) => messageId === own.messageId && !!deletedBy),
    );
    expect(JSON.stringify([...hub.chat.messages.values()])).not.toContain('Rahasia');
    const late = await hub.joinAs('listener', code, 'Budi');
    const { messages } = await late.request('chat:read', {});
    expect(JSON.stringify(messages)).not.toContain('Rahasia');
    expect(messages.map(({ deletedBy }) => deletedBy)).toEqual([
      'author',
      'moderator',
      undefined,
    ]);
    expect(messages[2]).toMatchObject({
      messageId: reply.messageId,
      replyTo: { messageId: other.messageId, text: '' },
    });

    // Twice is once; and nobody reacts to a stone.
    expect(await moderator.request('message:delete', { messageId: own.messageId })).toEqual(
      await ani.request('message:delete', { messageId: own.messageId }),
    );
    const reaction = { messageId: own.messageId, kind: 'heart', isOn: true };
    expect(await ani.refusal('message:react', reaction)).toBe('not-found');
  });
});

describe('slow mode', () => {
  test('holds up each person for themself, but not hosts and moderators', async () => {
    expect(await ani.refusal('chat:configure', { slowSeconds: 0 })).toBe('forbidden');
    expect(await speaker.refusal('chat:configure', { slowSeconds: 0 })).toBe('forbidden');
    const settings = await moderator.request('chat:configure', { slowSeconds: 300 });
    expect(settings).toEqual({ writers: 'everyone', slowSeconds: 300 });
    expect(await ani.hears('chat:configured')).toEqual(settings);

    const { messageId } = await send(ani);
    expect(await refusedToSend(ani)).toBe('too-many');
    expect(await refusedToSend(speaker)).toBe('ok');
    expect(await refusedToSend(speaker)).toBe('too-many');
    for (const peer of [host, moderator]) {
      await send(peer);
      await send(peer);
    }
    // Not a second message: the first one, whose answer was lost.
    const retry = { messageId, text: 'Halo' };
    expect(await ani.refusal('message:send', retry)).toBe('ok');
    const { wroteMsAgo } = await ani.request('chat:read', {});
    expect(wroteMsAgo).toBeGreaterThanOrEqual(0);
    expect(wroteMsAgo).toBeLessThan(60_000);

    await host.request('chat:configure', { slowSeconds: 0 });
    expect(await refusedToSend(ani)).toBe('ok');
  });

  test('what could not be stored costs no waiting', async () => {
    await host.request('chat:configure', { slowSeconds: 300 });
    hub.chat.state.isAway = true;
    expect(await refusedToSend(ani)).toBe('unavailable');
    hub.chat.state.isAway = false;
    expect(await refusedToSend(ani)).toBe('ok');
  });

  test('also without it nobody writes faster than people do', async () => {
    const answers = await Promise.all(Array.from({ length: 14 }, () => refusedToSend(ani)));
    expect(answers.filter((answer) => answer === 'ok').length).toBeLessThanOrEqual(11);
    expect(answers).toContain('too-many');
  });
});

describe('who may write', () => {
  test('the stage alone, or nobody at all; everyone goes on reading', async () => {
    await host.request('chat:configure', { writers: 'stage' });
    expect(await refusedToSend(ani)).toBe('forbidden');
    expect(await refusedToSend(speaker)).toBe('ok');
    await host.request('chat:configure', { writers: 'nobody' });
    for (const peer of [host, moderator, speaker, ani]) {
      expect(await refusedToSend(peer)).toBe('forbidden');
    }
    expect((await ani.request('chat:read', {})).messages).toHaveLength(1);
    await host.request('chat:configure', { writers: 'everyone' });
    expect(await refusedToSend(ani)).toBe('ok');
  });

  test('not who is muted, on whatever tab; the others do not hear of it', async () => {
    const { messageId, authorId } = await send(ani);
    const otherTab = await hub.enterAs('listener', code, { cookie: 'device=of-eka' });
    await otherTab.join('Eka');
    const sameDevice = await hub.enterAs('listener', code, { cookie: 'device=of-eka' });
    await sameDevice.join('Eka');
    const eka = await send(otherTab);

    expect(await ani.refusal('chat:mute', { messageId, isMuted: true })).toBe('forbidden');
    await moderator.request('chat:mute', { messageId: eka.messageId, isMuted: true });
    expect(await refusedToSend(otherTab)).toBe('forbidden');
    expect(await refusedToSend(sameDevice)).toBe('forbidden');
    expect(await refusedToSend(ani)).toBe('ok');
    const notice = { authorId: eka.authorId, isMuted: true };
    for (const peer of [host, moderator, otherTab, sameDevice]) {
      expect(await peer.hears('chat:muted')).toEqual(notice);
    }
    expect(ani.all('chat:muted')).toEqual([]);
    expect(await host.request('chat:read', {})).toMatchObject({ mutedIds: [eka.authorId] });
    expect(await sameDevice.request('chat:read', {})).toMatchObject({
      isMuted: true,
      mutedIds: [],
    });

    await host.request('chat:mute', { messageId: eka.messageId, isMuted: false });
    expect(await refusedToSend(sameDevice)).toBe('ok');
    expect(authorId).not.toBe(eka.authorId);
  });

  test('hosts and moderators cannot be muted', async () => {
    const { messageId } = await send(moderator);
    expect(await host.refusal('chat:mute', { messageId, isMuted: true })).toBe('forbidden');
  });

  test('nobody before the session is live: then it can only be set', async () => {
    hub.sessions.add('early', 'scheduled');
    const early = await hub.joinAs('host', 'early', 'Rina');
    expect(await early.request('chat:read', {})).toMatchObject({ messages: [] });
    expect(await refusedToSend(early)).toBe('forbidden');
    expect(await early.refusal('reaction:send', { kind: 'heart' })).toBe('forbidden');
    expect(await early.refusal('chat:configure', { writers: 'stage' })).toBe('ok');
    await early.request('session:go-live', {});
    expect(await refusedToSend(early)).toBe('ok');
  });
});

describe('turning a message into a question', () => {
  test('asks it in the name of its author, once', async () => {
    const message = await send(ani, 'Bagaimana cara mulai menulis?');
    const { messageId } = message;
    expect(await ani.refusal('message:make-question', { messageId })).toBe('forbidden');
    await moderator.request('message:make-question', { messageId });
    await host.request('message:make-question', { messageId });
    const { questions } = await ani.request('questions:read', {});
    expect(questions).toMatchObject([
      {
        questionId: messageId,
        text: message.text,
        isMine: true,
        asker: { displayName: 'Ani' },
      },
    ]);
    await ani.request('message:delete', { messageId });
    expect(await host.refusal('message:make-question', { messageId })).toBe('not-found');
  });

  test('also a fifth of one author, and while no questions are taken; but not of who is muted', async () => {
    await host.request('questions:configure', { isOpen: false });
    const made = [];
    for (const text of ['Satu?', 'Dua?', 'Tiga?', 'Empat?', 'Lima?']) {
      const { messageId } = await send(ani, text);
      made.push(await moderator.refusal('message:make-question', { messageId }));
    }
    expect(made).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    const { questions } = await host.request('questions:read', {});
    const muting = { ...seen(questions[0]!), isMuted: true };
    await host.request('question:mute-asker', muting);
    const { messageId } = await send(ani, 'Enam?');
    expect(await moderator.refusal('message:make-question', { messageId })).toBe('forbidden');
  });
});

describe('reactions', () => {
  test('to a message count each person once, and can be taken back', async () => {
    const { messageId } = await send(ani);
    const react = (peer: RoomPeer, isOn: boolean) =>
      peer.request('message:react', { messageId, kind: 'heart', isOn });
    await react(host, true);
    await react(host, true);
    await react(ani, true);
    expect((await react(speaker, true)).reactions).toEqual({ heart: 3 });
    expect((await react(host, false)).reactions).toEqual({ heart: 2 });
    await react(ani, false);
    expect((await react(speaker, false)).reactions).toEqual({});
    await ani.hears('chat:said', ({ messages }) => messages[0]?.reactions.heart === undefined);
  });

  test('to the stage reach everyone as counts, exact and at most twice a second', async () => {
    const startedAt = performance.now();
    const people = [host, moderator, speaker, ani];
    await Promise.all(
      people.flatMap((peer) => [
        ...Array.from({ length: 6 }, () => peer.request('reaction:send', { kind: 'applause' })),
        peer.request('reaction:send', { kind: 'heart' }),
      ]),
    );
    const sum = (kind: ReactionKind): number =>
      ani
        .all('reactions:counted')
        .reduce((total, { counts }) => total + (counts[kind] ?? 0), 0);
    await expect.poll(() => [sum('applause'), sum('heart')]).toEqual([24, 4]);
    const tookMs = performance.now() - startedAt;
    expect(ani.all('reactions:counted').length).toBeLessThanOrEqual(
      2 + Math.ceil(tookMs / 500),
    );
  });

  test('to the stage are limited for each person', async () => {
    const ask = () => ani.refusal('reaction:send', { kind: 'laugh' });
    const answers = await Promise.all(Array.from({ length: 15 }, ask));
    expect(answers.filter((answer) => answer === 'ok').length).toBeLessThanOrEqual(12);
    expect(answers).toContain('too-many');
    expect(await speaker.refusal('reaction:send', { kind: 'laugh' })).toBe('ok');
  });
});
