/** Time, as a thing one can replace in a test. */
export type Clock = {
  /** Wall time, for what people read and what is stored. */
  now(): Date;
  /** CLOCK_MONOTONIC in µs: the same clock in every process of this machine, never stepped. */
  monoUs(): number;
};

export const systemClock: Clock = {
  now: () => new Date(),
  monoUs: () => Number(process.hrtime.bigint() / 1000n),
};
