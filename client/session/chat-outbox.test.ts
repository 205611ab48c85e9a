import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Message } from '../../server/protocol/chat.ts';
import { stubStorage } from '../../tests/support/stub-storage.ts';
import { ChatOutbox, type Unsent } from './chat-outbox.ts';
import { SessionError, type SessionProblem } from './session-error.ts';

const [first, second] = ['first', 'second'].map((text, index) => ({
  messageId: `7f1d3f6c-2f4e-4a51-9b1e-00000000000${index}`,
  text,
})) as [Unsent, Unsent];

let stored: Map<string, string>;

beforeEach(() => {
  stored = stubStorage('sessionStorage');
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page with an outbox, and a hub that answers as the test says. */
function openPage(code = 'KLUB12') {
  const hub = { problem: undefined as SessionProblem | undefined, received: [] as string[] };
  const sent: string[] = [];
  let changes = 0;
  const outbox = new ChatOutbox(code, {
    send: ({ messageId, text }) => {
      hub.received.push(messageId);
      if (hub.problem) return Promise.reject(new SessionError(hub.problem, 'refused'));
      return Promise.resolve({ messageId, text } as Message);
    },
    sent: ({ messageId }) => sent.push(messageId),
  });
  outbox.subscribe(() => (changes += 1));
  return { hub, sent, outbox, changes: () => changes };
}

test('a message is shown as waiting at once, and gone from there once confirmed', async () => {
  const { hub, sent, outbox, changes } = openPage();
  outbox.add(first);
  expect(outbox.state).toEqual([first]);
  expect(changes()).toBe(1);
  await vi.advanceTimersByTimeAsync(0);
  expect([hub.received, sent]).toEqual([[first.messageId], [first.messageId]]);
  expect(outbox.state).toEqual([]);
  expect(changes()).toBe(2);
});

test('what was written offline survives a reload and is sent in order, with its reply', async () => {
  const before = openPage();
  before.hub.problem = 'offline';
  const replyTo = { messageId: 'm1', displayName: 'Ani', text: 'Salam' };
  before.outbox.add({ ...first, replyTo });
  before.outbox.add(second);
  await vi.advanceTimersByTimeAsync(0);
  before.outbox.close();

  const { hub, outbox } = openPage();
  expect(outbox.state).toEqual([{ ...first, replyTo }, second]);
  await outbox.flush();
  expect(hub.received).toEqual([first.messageId, second.messageId]);
  expect(openPage().outbox.state).toEqual([]);
});

test('one session does not know what another has unsent', () => {
  const here = openPage('KLUB12');
  here.hub.problem = 'offline';
  here.outbox.add(first);
  expect(openPage('LAIN34').outbox.state).toEqual([]);
});

test('what was refused is sent again or dropped by its writer; a reload tries it again', async () => {
  const { hub, outbox } = openPage();
  hub.problem = 'forbidden';
  outbox.add(first);
  outbox.add(second);
  await vi.advanceTimersByTimeAsync(0);
  const problem = 'forbidden';
  expect(outbox.state).toEqual([
    { ...first, problem },
    { ...second, problem },
  ]);
  expect(openPage().outbox.state).toEqual([first, second]);
  outbox.drop(second.messageId);
  hub.problem = undefined;
  outbox.retry(first.messageId);
  await vi.advanceTimersByTimeAsync(0);
  expect(hub.received.slice(2)).toEqual([first.messageId]);
  expect(outbox.state).toEqual([]);
});

test.each(['no JSON', '[{"messageId":5}]', '{}'])(
  'storage that holds %s is taken for empty',
  (text) => {
    stored.set('serambi.chat.KLUB12', text);
    expect(openPage().outbox.state).toEqual([]);
  },
);

test('where storage is forbidden it works for as long as the page lives', async () => {
  vi.stubGlobal('sessionStorage', undefined);
  const { hub, outbox } = openPage();
  hub.problem = 'offline';
  outbox.add(first);
  await vi.advanceTimersByTimeAsync(0);
  hub.problem = undefined;
  await outbox.flush();
  expect(hub.received).toEqual([first.messageId, first.messageId]);
  expect(outbox.state).toEqual([]);
});
