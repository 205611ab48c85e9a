import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Scope } from '../../server/platform/scope.ts';
import { freePort } from './free-port.ts';

export type TurnServer = {
  /** As TURN_URLS takes it. */
  url: string;
  secret: string;
};

/**
 * Starts Debian's coturn as the README has it, for people who get out over TCP only. What it passes on comes from
 * `relayAddress`, an address of loopback. Ends with the scope.
 */
export async function startTurnServer(relayAddress: string, scope: Scope): Promise<TurnServer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-turn-'));
  scope.defer('turn files', () => rm(folder, { recursive: true, force: true }));
  const port = await freePort();
  const secret = 'hanya-untuk-uji';
  const server = spawn(
    'turnserver',
    [
      ...['-n', '--no-cli', '--no-tls', '--no-dtls', '--no-udp'],
      ...['--listening-ip', '127.0.0.1', '--listening-port', `${port}`],
      ...['--relay-ip', relayAddress, '--allow-loopback-peers'],
      ...['--realm', 'serambi.test', '--use-auth-secret', '--static-auth-secret', secret],
      ...['--db', path.join(folder, 'db'), '--pidfile', path.join(folder, 'pid')],
      ...['--log-file', 'stdout'],
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  for (const output of [server.stdout, server.stderr]) {
    output.on('data', (data: Buffer) => (log = (log + data.toString()).slice(-20_000)));
  }
  const exited = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const life = { hasEnded: false };
  void exited.then(() => (life.hasEnded = true));
  server.once('error', (error) => (log += error.message));
  scope.defer('turn server', async () => {
    server.kill('SIGKILL');
    await exited;
  });
  while (!(await answers(port))) {
    if (life.hasEnded) throw new Error(`The TURN server did not start:\n${log}`);
    await delay(50);
  }
  return { url: `turn:127.0.0.1:${port}?transport=tcp`, secret };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
