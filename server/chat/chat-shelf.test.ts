import { expect, test } from 'vitest';
import { ChatEntry } from './chat-entry.ts';
import { ChatShelf } from './chat-shelf.ts';
import type { StoredMessage } from './message.ts';

const entry = (number: number, given: Partial<StoredMessage> = {}): ChatEntry =>
  new ChatEntry({
    message: {
      ...{ messageId: `m${number}`, sessionId: 's', number, personKey: 'ani' },
      ...{ displayName: 'Ani', role: 'listener', text: `pesan ${number}` },
      ...{ sentAt: new Date(0), replyToId: undefined, deletedBy: undefined, ...given },
    },
    quoted: undefined,
    reactions: [],
  });
const range = (from: number, to: number): ChatEntry[] =>
  Array.from({ length: to - from + 1 }, (_, at) => entry(from + at));
const numbers = (entries: readonly ChatEntry[] | undefined): number[] | undefined =>
  entries?.map(({ message }) => message.number);

test('the newest are at hand, and it is known whether there are older ones', () => {
  const few = new ChatShelf(range(1, 3), { revision: 100 });
  expect(few.newest(50)).toMatchObject({ hasOlder: false });
  expect(numbers(few.newest(2).entries)).toEqual([2, 3]);
  expect(few.newest(2).hasOlder).toBe(true);
  few.add(entry(4));
  expect(numbers(few.newest(50).entries)).toEqual([1, 2, 3, 4]);

  const many = new ChatShelf(range(1, ChatShelf.size), { revision: 100 });
  expect(many.newest(ChatShelf.size)).toMatchObject({ hasOlder: true });
  many.add(entry(1000));
  expect(numbers(many.newest(1000).entries)?.[0]).toBe(2);
});

test('what changed since a revision is told once each, in its last state', () => {
  const shelf = new ChatShelf(range(1, 3), { revision: 100 });
  const [second] = shelf.newest(2).entries;
  expect(shelf.changedSince(100)).toEqual([]);
  shelf.add(entry(4));
  shelf.changed(second!);
  shelf.changed(second!);
  expect(shelf.revision).toBe(103);
  expect(numbers(shelf.changedSince(100))).toEqual([4, 2]);
  expect(numbers(shelf.changedSince(101))).toEqual([2]);
  expect(shelf.changedSince(103)).toEqual([]);
});

test('of a time before it was opened nothing is known', () => {
  const shelf = new ChatShelf(range(1, 3), { revision: 100 });
  shelf.add(entry(4));
  expect(shelf.changedSince(99)).toBeUndefined();
});

test('what is at hand is bounded: the newest stay, and it knows from where on it is incomplete', () => {
  const shelf = new ChatShelf([], { revision: 0 });
  for (let number = 1; number <= 2000; number += 1) shelf.add(entry(number));
  expect(shelf.find('m1')).toBeUndefined();
  expect(shelf.changedSince(1399)).toBeUndefined();
  expect(shelf.changedSince(1400)).toHaveLength(600);
  expect(shelf.find('m2000')).toBeDefined();
});

test('a changed old message may push out others, but none of the newest', () => {
  const shelf = new ChatShelf(range(10_000, 10_199), { revision: 0 });
  for (let number = 1; number <= 1000; number += 1) {
    shelf.changed(shelf.keep(entry(number)));
  }
  expect(numbers(shelf.newest(200).entries)?.map((number) => shelf.find(`m${number}`))).toEqual(
    shelf.newest(200).entries,
  );
  expect(numbers(shelf.changedSince(600))).toHaveLength(400);
  expect(shelf.changedSince(599)).toBeUndefined();
});

test('an older message that several ask for at once is kept once', () => {
  const shelf = new ChatShelf(range(100, 101), { revision: 0 });
  const first = shelf.keep(entry(1));
  expect(shelf.keep(entry(1))).toBe(first);
});

test('replies to a deleted message show nothing of it', () => {
  const target = entry(1);
  const reply = new ChatEntry({
    message: entry(2, { replyToId: 'm1' }).message,
    quoted: target.quote,
    reactions: [],
  });
  const shelf = new ChatShelf([target, reply], { revision: 0 });
  expect(reply.told.replyTo?.text).toBe('pesan 1');
  shelf.forgetQuoted('m1');
  expect(reply.told.replyTo).toEqual({ messageId: 'm1', displayName: 'Ani', text: '' });
});
