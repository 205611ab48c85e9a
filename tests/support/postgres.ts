import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openDatabase, type Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { freePort } from './free-port.ts';

/** A migrated database in a PostgreSQL of its own; all of it ends with the scope. */
export async function openPostgresDatabase(scope: Scope): Promise<Database> {
  const databaseUrl = await startPostgres(scope);
  return openDatabase({ databaseUrl, dataDir: '' }, scope, silentLog);
}

/**
 * Starts a PostgreSQL server from Debian's package on a free loopback port, with a database of its own in a
 * temporary directory. Returns its URL. Stops and is deleted with the scope.
 */
export async function startPostgres(scope: Scope): Promise<string> {
  const bin = await findBinaries();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-postgres-'));
  scope.defer('postgres files', () => rm(folder, { recursive: true, force: true }));
  const identity = await unprivileged(folder);

  const made = spawnSync(
    path.join(bin, 'initdb'),
    [
      '-D',
      path.join(folder, 'data'),
      '-U',
      'serambi',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--no-sync',
    ],
    { ...identity, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);

  const port = await freePort();
  const server = spawn(
    path.join(bin, 'postgres'),
    ['-D', path.join(folder, 'data'), '-p', `${port}`, '-h', '127.0.0.1', '-k', folder, '-F'],
    { ...identity, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  scope.defer('postgres', async () => {
    // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients.
    server.kill('SIGINT');
    await exited;
  });
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.stderr.on('data', (data: Buffer) => {
      log += data.toString();
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`postgres did not start: ${log}`)));
  });
  return `postgresql://serambi@127.0.0.1:${port}/postgres`;
}

async function findBinaries(): Promise<string> {
  const versions = await readdir('/usr/lib/postgresql').catch(() => []);
  const bin = versions
    .map((version) => `/usr/lib/postgresql/${version}/bin`)
    .find((folder) => existsSync(path.join(folder, 'initdb')));
  if (!bin) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
  return bin;
}

/** PostgreSQL refuses to run as root, so root hands the directory and the process to Debian's postgres account. */
async function unprivileged(folder: string): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number =>
    Number(spawnSync('id', [flag, 'postgres']).stdout.toString());
  const identity = { uid: id('-u'), gid: id('-g') };
  await chown(folder, identity.uid, identity.gid);
  return identity;
}
