import { availableParallelism } from 'node:os';

/** Does work once a lane is free, in the order in which it was asked. */
export type InLane = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * As many lanes as the machine has cores, for work that is found on the way: others that wait for their turn meanwhile
 * take none. A list that is known beforehand goes through inLanes.
 */
export function createLanes(lanes = availableParallelism()): InLane {
  const waiting: (() => void)[] = [];
  let free = lanes;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
