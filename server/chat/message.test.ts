import { expect, test } from 'vitest';
import { Message } from '../protocol/chat.ts';
import { authorIdOf, countReactions, toMessage, type StoredMessage } from './message.ts';

const stored: StoredMessage = {
  ...{ messageId: 'm', sessionId: 's', number: 7, personKey: 'secret-of-ani' },
  ...{ displayName: 'Ani', role: 'listener', text: 'Salam', replyToId: undefined },
  ...{ sentAt: new Date(Date.UTC(2026, 10, 28, 12)), deletedBy: undefined },
};

test('a message is told without the key of the person behind it', () => {
  const told = toMessage({ message: stored, quoted: undefined }, { heart: 2 });
  expect(Message.parse(told)).toEqual({
    ...{ messageId: 'm', number: 7, displayName: 'Ani', role: 'listener', text: 'Salam' },
    ...{ authorId: authorIdOf('secret-of-ani'), sentAt: '2026-11-28T12:00:00.000Z' },
    reactions: { heart: 2 },
  });
  expect(JSON.stringify(told)).not.toContain('secret');
  expect(authorIdOf('secret-of-ani')).not.toBe(authorIdOf('secret-of-budi'));
});

test('of a deleted message a stone is told, without reactions', () => {
  const message = { ...stored, text: '', deletedBy: 'moderator' } as const;
  expect(toMessage({ message, quoted: undefined }, { heart: 2 })).toMatchObject({
    text: '',
    reactions: {},
    deletedBy: 'moderator',
  });
});

test('a reply shows the beginning of what it replies to, on one line, and cuts no character in two', () => {
  const quoted = { messageId: 'q', displayName: '', text: `satu\n\ndua ${'👏🏽'.repeat(200)}` };
  const { replyTo } = toMessage({ message: stored, quoted }, {});
  expect(replyTo?.text).toMatch(/^satu dua 👏🏽.*…$/u);
  expect(replyTo?.text).toMatch(/👏🏽…$/u);
  expect(replyTo?.text.length).toBeLessThanOrEqual(120);
  const short = { ...quoted, text: 'Terima kasih' };
  expect(toMessage({ message: stored, quoted: short }, {}).replyTo?.text).toBe('Terima kasih');
});

test('reactions that nobody has any more are not counted', () => {
  const reactions = new Map([
    ['heart', new Set(['ani', 'budi'])],
    ['laugh', new Set<string>()],
  ] as const);
  expect(countReactions(reactions)).toEqual({ heart: 2 });
});
