import { createServer } from 'node:net';

/** Below those that Linux hands out by itself (32768 and up), and above one that browsers refuse. */
const range = { from: 12_000, to: 32_000 };

/** A TCP port on loopback that was free a moment ago, and that nobody gets who did not ask for it by number. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = range.from + Math.floor(Math.random() * (range.to - range.from));
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
