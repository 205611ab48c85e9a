import { expect, test } from 'vitest';
import { exportChat, exportChatCsv, readWholeChat } from './chat-export.ts';
import type { StoredMessage, WholeMessage } from './message.ts';

const message = (number: number, more: Partial<StoredMessage> = {}): WholeMessage => ({
  message: {
    ...{ messageId: `m${number}`, sessionId: 's', number, personKey: 'kunci' },
    ...{ displayName: 'Siti', role: 'listener', text: `Pesan ${number}` },
    ...{ sentAt: new Date('2026-11-28T12:40:00Z'), replyToId: undefined },
    ...{ deletedBy: undefined, ...more },
  },
  quoted: undefined,
  reactions: [],
});

test('a chat of many pages is read whole, oldest first', async () => {
  const all = Array.from({ length: 2_500 }, (_, at) => message(at * 3 + 1));
  const page = (_sessionId: string, before: number, limit: number) =>
    Promise.resolve(all.filter((one) => one.message.number < before).slice(-limit));
  expect(await readWholeChat({ page }, 's')).toEqual(all);
  expect(await readWholeChat({ page: () => Promise.resolve([]) }, 's')).toEqual([]);
});

test('what was deleted is left out, and nobody can be told apart by a key', () => {
  const reply = message(3, { replyToId: 'm1' });
  reply.reactions = ['ani', 'budi'].map((personKey) => ({ personKey, kind: 'heart' as const }));
  const deleted = message(2, { text: '', deletedBy: 'moderator' });
  const orphan = message(4, { replyToId: 'm2' });
  const exported = exportChat([message(1), deleted, reply, orphan]);
  expect(exported).toEqual([
    {
      ...{ number: 1, sentAt: '2026-11-28T12:40:00.000Z', displayName: 'Siti' },
      ...{ role: 'listener', text: 'Pesan 1', replyTo: undefined, reactions: {} },
    },
    expect.objectContaining({ number: 3, replyTo: 1, reactions: { heart: 2 } }),
    expect.objectContaining({ number: 4, replyTo: undefined }),
  ]);
  expect(JSON.stringify(exported)).not.toMatch(/kunci|ani|budi/);
});

test('the table for spreadsheets runs nothing', () => {
  const csv = exportChatCsv([message(1, { displayName: '=Siti', text: '@SUM(1+1)\n"dua"' })]);
  expect(csv).toBe(
    '\uFEFFnumber,sent_at,name,role,text,reply_to,reactions\r\n' +
      `1,2026-11-28T12:40:00.000Z,'=Siti,listener,"'@SUM(1+1)\n""dua""",,\r\n`,
  );
});
