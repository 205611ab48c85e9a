import { z } from 'zod';

/** What the benchmark, the process with both servers and the process with all clients say to each other. */

export const Sides = z.object({ ours: z.string(), baseline: z.string() });
export type Side = keyof z.infer<typeof Sides>;

/** To the servers: send so many notices, spread over time. */
export type Announce = { side: Side; notices: number };
/** From the servers: what that cost this process until all were delivered. */
export const Announced = z.object({ cpuSeconds: z.number() });

/** From the clients: how many notices each side's have heard since they were asked to count. */
export const Heard = z.object({ ours: z.int(), baseline: z.int() });
