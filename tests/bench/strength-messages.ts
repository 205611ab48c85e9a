import { z } from 'zod';

/** What the benchmark and the process of the attackers say to each other. */

export const attacks = [
  'idle sockets',
  'malformed messages',
  'payloads of 1 MB',
  'slow headers',
  'refused requests',
] as const;

/** To the attackers: begin. */
export const Order = z.object({
  attack: z.enum(attacks),
  port: z.int(),
  /** The session that honest people are in. */
  code: z.string(),
  /** Ids of another room, which nobody here may touch. */
  foreignId: z.string(),
});
export type Order = z.infer<typeof Order>;
export type Attack = Order['attack'];

/** From the attackers, when it has begun in full, and whenever they are asked. */
export const Tally = z.object({
  /** Messages, payloads or bytes of headers that went out. */
  sent: z.int(),
  /** Connections that the hub has let in. */
  opened: z.int(),
  open: z.int(),
  /** Connections that the hub has ended. */
  cutOff: z.int(),
  /** Requests that were answered with a refusal, and those that were granted. */
  refused: z.int(),
  granted: z.int(),
});
export type Tally = z.infer<typeof Tally>;
