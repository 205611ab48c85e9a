import { z } from 'zod';
import { MediaKind } from './words.ts';

/**
 * Trying the line to the hub, without a room: a person's page sends a sound of its own and receives it back, over
 * transports as rooms have them. One at a time for each socket, and not for long.
 */
const Opaque = z.record(z.string(), z.unknown());
const Id = z.string().min(1).max(64);
const Empty = z.object({});

/** What a browser makes its end of a transport from. */
export const TransportOptions = z.object({
  transportId: Id,
  iceParameters: Opaque,
  iceCandidates: z.array(Opaque),
  dtlsParameters: Opaque,
  iceServers: z.array(Opaque),
});
export type TransportOptions = z.infer<typeof TransportOptions>;

export const lineTestRequests = {
  /** Begins a test; one that this socket had ends. */
  'line-test:open': {
    input: z.strictObject({}),
    output: z.object({
      rtpCapabilities: Opaque,
      sendTransport: TransportOptions,
      receiveTransport: TransportOptions,
    }),
  },
  'line-test:connect': {
    input: z.strictObject({ transportId: Id, dtlsParameters: Opaque }),
    output: Empty,
  },
  /** Sends one sound, and has it sent back. Once in a test. */
  'line-test:echo': {
    input: z.strictObject({ rtpParameters: Opaque, rtpCapabilities: Opaque }),
    output: z.object({
      producerId: Id,
      consumer: z.object({
        consumerId: Id,
        producerId: Id,
        kind: MediaKind,
        rtpParameters: Opaque,
      }),
    }),
  },
  'line-test:close': { input: z.strictObject({}), output: Empty },
} as const;
