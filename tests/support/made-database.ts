import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { openDatabase } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { migrationsHash, readMigrations } from '../../server/platform/migrations.ts';
import { Scope } from '../../server/platform/scope.ts';

const cache = path.resolve(import.meta.dirname, '../../.cache/test-database');

/**
 * Puts an embedded database into a data directory that has none, as the hub itself would make it in some seconds: empty,
 * with this version's tables. Made once by the hub's own code, and kept.
 */
export async function putMadeDatabase(dataDir: string): Promise<void> {
  const folder = path.join(dataDir, 'database');
  if (existsSync(folder)) return;
  const made = path.join(cache, migrationsHash((await readMigrations()).migrations));
  if (!existsSync(made)) await make(made);
  await cp(path.join(made, 'database'), folder, { recursive: true });
}

async function make(target: string): Promise<void> {
  const unfinished = `${target}.${process.pid}.tmp`;
  const scope = new Scope('made database', silentLog);
  try {
    await mkdir(unfinished, { recursive: true });
    await openDatabase({ databaseUrl: undefined, dataDir: unfinished }, scope, silentLog);
  } finally {
    await scope.close('made');
  }
  // Another worker may have been faster.
  await rename(unfinished, target).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true });
    if (!existsSync(target)) throw error;
  });
}
