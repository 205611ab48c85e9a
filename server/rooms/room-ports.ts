import type { Notice, NoticeName } from '../protocol/protocol.ts';

/** What rooms need from the edge, as types. */

/**
 * Carries notices to sockets. A notice to many is encoded once, so a room hands over all connections together.
 * Connections that are gone are skipped.
 */
export type RoomAnnouncer = {
  announce<N extends NoticeName>(
    connectionIds: readonly string[],
    name: N,
    payload: Notice<N>,
    options?: {
      /** Worthless when late: dropped for a client that is not keeping up. */
      fleeting?: boolean;
    },
  ): void;
  /** Ends these connections, after what was announced to them. They do not reconnect by themselves. */
  dismiss(connectionIds: readonly string[]): void;
};

/** Numbers a test may want to change. */
export type RoomLimits = {
  /** Peers and lobby visitors of one room. */
  members: number;
  /** A seat waits this long for its lost socket. */
  graceMs: number;
  /** An ended room stays this long, so that everyone sees the end. */
  endedMs: number;
  /** From the host's sign to being live, when it is counted down. */
  countdownMs: number;
  /** A live session that everyone who could run it has left ends by itself after this: ABANDONED_MINUTES. */
  abandonedMs: number;
};

export const roomLimits: RoomLimits = {
  members: 500,
  graceMs: 45_000,
  endedMs: 60_000,
  countdownMs: 5_000,
  abandonedMs: 10 * 60_000,
};
