/** A queue of one: tasks run in the order they were given, each after the one before has settled. */
export type Serial = <T>(task: () => Promise<T> | T) => Promise<T>;

export function createSerial(): Serial {
  let tail: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = tail.then(task);
    // The caller hears of a failure through `result`; the queue itself goes on.
    tail = result.catch(() => undefined);
    return result;
  };
}
