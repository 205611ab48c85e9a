import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { markLimits } from '../../server/protocol/marks.ts';
import { stubStorage } from '../../tests/support/stub-storage.ts';
import { MarkOutbox, type UnsentMark } from './mark-outbox.ts';
import { SessionError, type SessionProblem } from './session-error.ts';

const mark: UnsentMark = {
  markId: '7f1d3f6c-2f4e-4a51-9b1e-000000000000',
  title: 'Tanda 1',
  pressedAtMs: 1_000,
};

let stored: Map<string, string>;
let problem: SessionProblem | undefined;
let received: UnsentMark[];

beforeEach(() => {
  received = [];
  stored = stubStorage('sessionStorage');
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const openPage = (): MarkOutbox =>
  new MarkOutbox('KLUB12', (asked) => {
    received.push(asked);
    if (problem) return Promise.reject(new SessionError(problem, 'refused'));
    return Promise.resolve({ markId: asked.markId, title: asked.title, atMs: 0 });
  });

test('while the database is away a mark is asked for again as it was pressed, also after a reload', async () => {
  problem = 'unavailable';
  const before = openPage();
  before.add(mark);
  expect(before.state).toEqual([mark]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(received.length).toBeGreaterThan(2);
  before.close();
  const outbox = openPage();
  expect(outbox.state).toEqual([mark]);
  problem = undefined;
  let changes = 0;
  outbox.subscribe(() => (changes += 1));
  await outbox.flush();
  expect(new Set(received.map((asked) => JSON.stringify(asked)))).toEqual(
    new Set([JSON.stringify(mark)]),
  );
  expect([outbox.state, changes]).toEqual([[], 1]);
});

test('one that is refused waits for whoever pressed it, who sends it again or lets it go', async () => {
  problem = 'forbidden';
  const outbox = openPage();
  outbox.add(mark);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(received).toHaveLength(1);
  expect(outbox.state).toEqual([{ ...mark, problem: 'forbidden' }]);
  outbox.retry(mark.markId);
  await vi.advanceTimersByTimeAsync(0);
  expect(received).toHaveLength(2);
  outbox.drop(mark.markId);
  expect(outbox.state).toEqual([]);
  expect(stored.get('serambi.marks.KLUB12')).toBe('[]');
});

test('more than a session may have are not taken, and whoever presses hears of it', () => {
  problem = 'unavailable';
  const outbox = openPage();
  const press = (n: number) => outbox.add({ ...mark, markId: `mark ${n}` });
  for (let n = 0; n < markLimits.marks; n += 1) expect(press(n)).toBe(true);
  expect(press(markLimits.marks)).toBe(false);
  expect(outbox.state).toHaveLength(markLimits.marks);
  outbox.drop('mark 0');
  expect(press(markLimits.marks)).toBe(true);
});
