import { expect, test, vi } from 'vitest';
import { createBatches } from './batches.ts';

/** A writer whose writes end when the test says so. */
function heldWriter() {
  const batches: string[][] = [];
  const ends: ((error?: Error) => void)[] = [];
  const write = (items: readonly string[]): Promise<void> => {
    batches.push([...items]);
    return new Promise((resolve, reject) =>
      ends.push((error) => (error ? reject(error) : resolve())),
    );
  };
  /** Ends the newest write, once so many have begun. */
  const end = async (count: number, error?: Error): Promise<void> => {
    await vi.waitFor(() => expect(ends).toHaveLength(count));
    ends.at(-1)?.(error);
  };
  return { batches, end, write };
}

test('what comes while one batch is written goes into the next, and none is larger than allowed', async () => {
  const { batches, end, write } = heldWriter();
  const { add } = createBatches(write, { atMost: 2 });
  const first = add('a');
  await vi.waitFor(() => expect(batches).toHaveLength(1));
  const rest = ['b', 'c', 'd'].map(add);
  await end(1);
  await first;
  await end(2);
  await end(3);
  await Promise.all(rest);
  expect(batches).toEqual([['a'], ['b', 'c'], ['d']]);
});

test('a batch that fails fails for those in it; the next is written all the same', async () => {
  const { batches, end, write } = heldWriter();
  const { add, settled } = createBatches(write, { atMost: 10 });
  const lost = add('a').catch((error: unknown) => error);
  await vi.waitFor(() => expect(batches).toHaveLength(1));
  const kept = add('b');
  await end(1, new Error('away'));
  expect(await lost).toEqual(new Error('away'));
  await end(2);
  await kept;
  await settled();
});

test('it is settled once everything is written, and at once when there is nothing', async () => {
  const { end, write } = heldWriter();
  const { add, settled } = createBatches(write, { atMost: 1 });
  await settled();
  const both = [add('a'), add('b')];
  let isSettled = false;
  const waiting = settled().then(() => (isSettled = true));
  await end(1);
  await both[0];
  expect(isSettled).toBe(false);
  await end(2);
  await Promise.all([...both, waiting]);
});
