import type { Server, Socket } from 'node:net';

/** TCP connections open at once, whatever they are used for. */
export type ConnectionLimits = {
  /** Well below the files that a process may have open, so that media, takes and the database still get theirs. */
  all: number;
  /** A school's whole audience: each page has a WebSocket and up to six more while it loads. */
  perAddress: number;
};

export const defaultConnectionLimits: ConnectionLimits = { all: 12_000, perAddress: 4_000 };

/**
 * Cuts off connections beyond the limits before a byte of them is read: idle ones cost an attacker nothing, and us a
 * file each. `isProxy`: an address that speaks for many others.
 */
export function limitConnections(
  server: Server,
  limits: ConnectionLimits,
  isProxy: (address: string) => boolean,
): void {
  server.maxConnections = limits.all;
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress;
    if (address === undefined || isProxy(address)) return;
    const count = (open.get(address) ?? 0) + 1;
    if (count > limits.perAddress) {
      socket.destroy();
      return;
    }
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
  });
}
