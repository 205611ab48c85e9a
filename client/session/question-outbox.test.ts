import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Question } from '../../server/protocol/questions.ts';
import { aQuestion } from '../../tests/support/a-question.ts';
import { stubStorage } from '../../tests/support/stub-storage.ts';
import type { Unsent } from './question-memory.ts';
import { QuestionOutbox } from './question-outbox.ts';
import { SessionError, type SessionProblem } from './session-error.ts';

const [first, second] = ['first', 'second'].map((text, index) => ({
  questionId: `7f1d3f6c-2f4e-4a51-9b1e-00000000000${index}`,
  text,
  askerMode: 'named',
  place: 'Solok',
  displayName: 'Siti',
  writtenAtMs: 0,
})) as [Unsent, Unsent];

beforeEach(() => {
  stubStorage('localStorage');
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page with an outbox, and a hub that answers as the test says. */
function openPage() {
  const hub = { problem: undefined as SessionProblem | undefined, received: [] as string[] };
  const sent: Question[] = [];
  const outbox = new QuestionOutbox('KLUB12', {
    send: (question) => {
      hub.received.push(question.questionId);
      if (hub.problem) return Promise.reject(new SessionError(hub.problem, 'refused'));
      return Promise.resolve(aQuestion({ questionId: question.questionId }));
    },
    sent: (question) => sent.push(question),
    changed: () => undefined,
  });
  return { hub, sent, outbox };
}

test('what was written offline is sent on the next arrival, in order, once', async () => {
  const { hub, sent, outbox } = openPage();
  hub.problem = 'offline';
  outbox.ask(first);
  outbox.ask(second);
  await vi.advanceTimersByTimeAsync(0);
  expect(outbox.waiting.map(({ text }) => text)).toEqual(['first', 'second']);

  hub.problem = undefined;
  hub.received = [];
  await outbox.flush();
  await outbox.flush();
  expect(hub.received).toEqual([first.questionId, second.questionId]);
  expect(sent).toHaveLength(2);
  expect(outbox.waiting).toEqual([]);
});

test('an answer that never came makes it go again with the same id', async () => {
  const { hub, outbox } = openPage();
  hub.problem = 'no-answer';
  outbox.ask(first);
  await vi.advanceTimersByTimeAsync(0);
  hub.problem = undefined;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(hub.received).toEqual([first.questionId, first.questionId]);
  expect(outbox.waiting).toEqual([]);
});

test('a reload forgets neither what was not sent nor the draft', async () => {
  const before = openPage();
  before.hub.problem = 'offline';
  before.outbox.ask(first);
  before.outbox.keepDraft({ draft: 'Bagaimana', place: 'Solok', displayName: 'Siti' });
  before.outbox.close();

  const { hub, outbox } = openPage();
  expect(outbox.draft.draft).toBe('Bagaimana');
  await outbox.flush();
  expect(hub.received).toEqual([first.questionId]);
});

test('what another tab has sent meanwhile is not sent from here', async () => {
  const [here, there] = [openPage(), openPage()];
  here.hub.problem = 'offline';
  here.outbox.ask(first);
  await there.outbox.flush();
  here.hub.received = [];
  await here.outbox.flush();
  expect(there.hub.received).toEqual([first.questionId]);
  expect(here.hub.received).toEqual([]);
});

test('what the hub refuses waits for its writer and holds up nothing else', async () => {
  const { hub, outbox } = openPage();
  hub.problem = 'forbidden';
  outbox.ask(first);
  await vi.advanceTimersByTimeAsync(0);
  expect(outbox.waiting).toMatchObject([{ text: 'first', problem: 'forbidden' }]);

  hub.problem = undefined;
  outbox.ask(second);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(hub.received).toEqual([first.questionId, second.questionId]);
  outbox.retry(first.questionId);
  await vi.advanceTimersByTimeAsync(0);
  expect(outbox.waiting).toEqual([]);
});

test('one that is taken back returns to an empty field', async () => {
  const { hub, outbox } = openPage();
  hub.problem = 'forbidden';
  outbox.ask(first);
  await vi.advanceTimersByTimeAsync(0);
  outbox.takeBack(first.questionId);
  expect(outbox.waiting).toEqual([]);
  expect(outbox.draft.draft).toBe('first');
});

test('where storage is forbidden it works for as long as the page lives', async () => {
  vi.stubGlobal('localStorage', undefined);
  const { hub, outbox } = openPage();
  hub.problem = 'offline';
  outbox.ask(first);
  hub.problem = undefined;
  await vi.advanceTimersByTimeAsync(0);
  await outbox.flush();
  expect(hub.received).toContain(first.questionId);
  expect(outbox.waiting).toEqual([]);
});
