import { describe, expect, test } from 'vitest';
import type { Message } from '../../server/protocol/chat.ts';
import {
  applyChatNotice,
  countUnread,
  withMessages,
  withOlder,
  withoutFarAbove,
  withRead,
  type ChatView,
} from './chat-view.ts';

const message = (number: number, given: Partial<Message> = {}): Message => ({
  ...{ messageId: `m${number}`, number, authorId: 'ani', displayName: 'Ani' },
  ...{ role: 'listener', text: `pesan ${number}`, sentAt: '2026-11-28T12:00:00.000Z' },
  reactions: {},
  ...given,
});
const range = (from: number, to: number): Message[] =>
  Array.from({ length: to - from + 1 }, (_, at) => message(from + at));

const read = (messages: Message[], given: object = {}) => ({
  ...{ settings: { writers: 'everyone', slowSeconds: 0 } as const, authorId: 'me' },
  ...{ isMuted: false, mutedIds: [], isWhole: true, messages, reacted: {} },
  ...{ hasOlder: true, revision: 100, ...given },
});
const view = (messages: Message[]): ChatView => withRead(undefined, read(messages));
const numbers = ({ messages }: ChatView): number[] => messages.map(({ number }) => number);

describe('what was said', () => {
  test('takes its place by number, whatever order it is heard in, and twice is once', () => {
    const heard = withMessages(view(range(5, 6)), [message(9), message(7), message(6)]);
    expect(numbers(heard)).toEqual([5, 6, 7, 9]);
    expect(numbers(withMessages(heard, [message(8), message(9)]))).toEqual([5, 6, 7, 8, 9]);
  });

  test('before the first that is known is left for when one goes there', () => {
    expect(numbers(withMessages(view(range(5, 6)), [message(2)]))).toEqual([5, 6]);
  });

  test('of a deleted message nothing is left, in replies to it neither', () => {
    const replyTo = { messageId: 'm1', displayName: 'Ani', text: 'pesan 1' };
    const stone = message(1, { text: '', deletedBy: 'moderator' });
    const known = withMessages(view([message(2, { replyTo })]), [stone]);
    expect(known.messages[0]?.replyTo).toEqual({ ...replyTo, text: '' });
  });

  test('is bounded while one reads above, and goes back to little at the end', () => {
    const many = withMessages(view([message(1)]), range(2, 6000));
    expect(numbers(many)).toHaveLength(5000);
    expect(numbers(withoutFarAbove(many))).toEqual(range(5601, 6000).map((m) => m.number));
    expect(withoutFarAbove(view(range(1, 3)))).toMatchObject({ hasOlder: true });
  });
});

describe('reading', () => {
  test('again brings what changed, and keeps what is known', () => {
    const known = view(range(5, 7));
    const again = read([message(8), message(6, { text: 'baru' })], {
      ...{ isWhole: false, revision: 110, reacted: { m6: ['heart'] } },
    });
    const next = withRead(known, again);
    expect(next.messages.map(({ text }) => text)).toEqual([
      ...['pesan 5', 'baru', 'pesan 7', 'pesan 8'],
    ]);
    expect(next.reacted.get('m6')).toEqual(['heart']);
    expect(next).toMatchObject({ revision: 110, hasOlder: true });
    expect(numbers(withRead(known, read(range(50, 51))))).toEqual([50, 51]);
  });

  test('older ones come before the first, if that still is the first', () => {
    const older = { messages: range(3, 4), reacted: {}, hasOlder: false };
    expect(numbers(withOlder(view(range(5, 6)), 5, older))).toEqual([3, 4, 5, 6]);
    expect(withOlder(view(range(5, 6)), 5, older).hasOlder).toBe(false);
    expect(numbers(withOlder(view(range(9, 9)), 5, older))).toEqual([9]);
  });
});

test('a notice that goes on where another was missed says so', () => {
  const said = (after: number, revision: number) =>
    applyChatNotice(view([message(1)]), {
      name: 'chat:said',
      notice: { after, revision, messages: [message(2)] },
    });
  expect(said(100, 101)).toMatchObject({ revision: 101, hasGap: false });
  expect(said(90, 99)).toMatchObject({ revision: 100, hasGap: false });
  expect(said(101, 102)).toMatchObject({ revision: 100, hasGap: true });
});

test('unread is what others wrote since, and still stands', () => {
  const known = view([
    ...range(1, 3),
    message(4, { authorId: 'me' }),
    message(5, { deletedBy: 'author' }),
  ]);
  expect(countUnread(known, 1)).toBe(2);
  expect(countUnread(known, 5)).toBe(0);
});
