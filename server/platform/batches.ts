/** Writes items that come at the same time together, one batch after the other. */
export type Batches<Item> = {
  /** Resolves once the item is written, or rejects with the failure of its batch. */
  add: (item: Item) => Promise<void>;
  /** Resolves once everything added so far is written or has failed. */
  settled: () => Promise<void>;
};

type Waiting<Item> = { item: Item; done: () => void; failed: (error: unknown) => void };

/**
 * While one batch is being written, the next gathers: alone, an item goes out at once; in a crowd, a thousand take a
 * few writes.
 */
export function createBatches<Item>(
  write: (items: readonly Item[]) => Promise<void>,
  { atMost }: { atMost: number },
): Batches<Item> {
  let waiting: Waiting<Item>[] = [];
  let running: Promise<void> | undefined;

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      // All that the sockets have brought by now comes along: a database in this process leaves them no other moment.
      await new Promise((resolve) => setImmediate(resolve));
      const batch = waiting.slice(0, atMost);
      waiting = waiting.slice(atMost);
      try {
        await write(batch.map(({ item }) => item));
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    running = undefined;
  };

  return {
    add: (item) =>
      new Promise((done, failed) => {
        waiting.push({ item, done, failed });
        running ??= run();
      }),
    settled: async () => running,
  };
}
