import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Outbox } from './outbox.ts';
import { SessionError, type SessionProblem } from './session-error.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Item = { id: string };

/** An outbox whose items wait in a list, and a hub that answers as the test says. */
function openOutbox(...ids: string[]) {
  const hub = { problem: undefined as SessionProblem | undefined, received: [] as string[] };
  const unsent: Item[] = ids.map((id) => ({ id }));
  const outbox = new Outbox<Item, string>({
    idOf: ({ id }) => id,
    unsent: () => unsent,
    send: ({ id }) => {
      hub.received.push(id);
      if (hub.problem) return Promise.reject(new SessionError(hub.problem, 'refused'));
      return Promise.resolve(id);
    },
    sent: (item) => void unsent.splice(unsent.indexOf(item), 1),
    changed: () => undefined,
  });
  return { hub, outbox, unsent };
}

test.each(['no-answer', 'unavailable', 'internal', 'too-many'] as const)(
  'what fails with %s goes again by itself, in its turn',
  async (problem) => {
    const { hub, outbox } = openOutbox('a', 'b');
    hub.problem = problem;
    await outbox.flush();
    expect(outbox.waiting).toEqual([{ id: 'a' }, { id: 'b' }]);
    hub.problem = undefined;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(hub.received).toEqual(['a', 'a', 'b']);
    expect(outbox.waiting).toEqual([]);
  },
);

test.each(['offline', 'not-joined'] as const)(
  'what fails with %s waits for the next arrival',
  async (problem) => {
    const { hub, outbox } = openOutbox('a');
    hub.problem = problem;
    await outbox.flush();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(hub.received).toEqual(['a']);
    hub.problem = undefined;
    await outbox.flush();
    expect(outbox.waiting).toEqual([]);
  },
);

test('what is refused waits for its writer, and the next goes past it', async () => {
  const { hub, outbox, unsent } = openOutbox('a');
  hub.problem = 'forbidden';
  await outbox.flush();
  expect(outbox.waiting).toEqual([{ id: 'a', problem: 'forbidden' }]);
  hub.problem = undefined;
  unsent.push({ id: 'b' });
  await outbox.flush();
  expect(hub.received).toEqual(['a', 'b']);
  outbox.retry('a');
  await vi.advanceTimersByTimeAsync(0);
  expect(outbox.waiting).toEqual([]);
});

test('asked twice at once it sends each once; closed, it sends nothing more', async () => {
  const { hub, outbox, unsent } = openOutbox('a', 'b');
  await Promise.all([outbox.flush(), outbox.flush()]);
  expect(hub.received).toEqual(['a', 'b']);
  unsent.push({ id: 'c' });
  hub.problem = 'no-answer';
  await outbox.flush();
  outbox.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(hub.received).toEqual(['a', 'b', 'c']);
});
