import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { applyMigrations, openSchemaEngine, type Migration } from './schema-engine.ts';

const folder = new URL('../../prisma/', import.meta.url);

export const schemaFile = fileURLToPath(new URL('schema.prisma', folder));
export const migrationsFolder = fileURLToPath(new URL('migrations', folder));

/** All migrations of this version, oldest first. */
export async function readMigrations(): Promise<{ migrations: Migration[]; lockfile: string }> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrations = await Promise.all(
    names.sort().map(async (name) => ({
      name,
      sql: await readFile(`${migrationsFolder}/${name}/migration.sql`, 'utf8'),
    })),
  );
  return {
    migrations,
    lockfile: await readFile(`${migrationsFolder}/migration_lock.toml`, 'utf8'),
  };
}

/** Names the state that the migrations lead to; changes with any of them. */
export function migrationsHash(migrations: readonly Migration[]): string {
  const hash = createHash('sha256');
  for (const { name, sql } of migrations)
    hash.update(name).update('\0').update(sql).update('\0');
  return hash.digest('hex').slice(0, 16);
}

type Query = (sql: string) => Promise<{ rows: Record<string, unknown>[] }>;

/**
 * Brings a database up to this version. Returns what was applied.
 *
 * The engine takes a second to load, so a database that already lists every migration is left alone.
 */
export async function migrate(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  query: Query,
): Promise<string[]> {
  const { migrations, lockfile } = await readMigrations();
  if (await isUpToDate(migrations, query)) return [];
  const engine = await openSchemaEngine(await readFile(schemaFile, 'utf8'), adapter);
  try {
    return await applyMigrations(engine, { migrations, lockfile });
  } finally {
    engine.free();
  }
}

async function isUpToDate(migrations: readonly Migration[], query: Query): Promise<boolean> {
  const { rows: tables } = await query(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "exists"`,
  );
  if (tables[0]?.['exists'] !== true) return false;
  const { rows } = await query(
    'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL',
  );
  const applied = new Map(rows.map((row) => [row['migration_name'], row['checksum']]));
  return migrations.every(
    ({ name, sql }) => applied.get(name) === createHash('sha256').update(sql).digest('hex'),
  );
}
