import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import pg from 'pg';
import { PrismaClient } from '../../prisma/client/client.ts';
import type { Logger } from './log.ts';
import { migrate } from './migrations.ts';
import type { Scope } from './scope.ts';

/** One database, two ways in: Prisma for our tables, plain SQL for the job queue's own. */
export type Database = {
  prisma: PrismaClient;
  /** Runs SQL with `$1` values. Without values the text may hold several statements. */
  executeSql: (
    text: string,
    values?: unknown[],
  ) => Promise<{ rows: Record<string, unknown>[] }>;
};

type Settings = {
  /** A PostgreSQL server. Undefined: an embedded one in `<dataDir>/database`. */
  databaseUrl: string | undefined;
  dataDir: string;
  /** Shorter in tests. */
  answersWithinMs?: number;
};

/** A server that says nothing for so long is away: rooms must not wait for it. */
const answersWithinMs = 8_000;

/** Opens the database and brings its tables up to date. Closes with the scope. */
export function openDatabase(settings: Settings, scope: Scope, log: Logger): Promise<Database> {
  return settings.databaseUrl
    ? openServer(settings.databaseUrl, settings.answersWithinMs ?? answersWithinMs, scope, log)
    : openEmbedded(path.join(settings.dataDir, 'database'), scope, log);
}

async function openServer(
  url: string,
  withinMs: number,
  scope: Scope,
  log: Logger,
): Promise<Database> {
  const pool = new pg.Pool({
    ...{ connectionString: url, max: 10 },
    ...{ connectionTimeoutMillis: withinMs, query_timeout: withinMs },
  });
  scope.defer('database pool', () => pool.end());
  // An idle connection that breaks is replaced on next use; unheard, it would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'database connection lost'));
  // Who waited in vain inside a transaction gives the connection back still inside of it. What others would write there
  // is acknowledged, seen by nobody, and lost; and what it has locked stays so.
  pool.on('release', (_error, client) => {
    if (client.getTransactionStatus() !== 'I') void client.end();
  });
  const executeSql: Database['executeSql'] = (text, values) =>
    values ? pool.query(text, values) : pool.query(text);
  // A migration takes the time it takes.
  const migrating = new PrismaPg({ connectionString: url });
  return connect(new PrismaPg(pool), executeSql, scope, log, migrating);
}

async function openEmbedded(directory: string, scope: Scope, log: Logger): Promise<Database> {
  const made = await mkdir(directory, { recursive: true, mode: 0o700 });
  if (made) log.info('making the database: a few seconds, once');
  return openPGlite({ dataDir: directory }, scope, log);
}

/** The embedded database, on disk or (for tests) in memory. */
export async function openPGlite(
  options: PGliteOptions,
  scope: Scope,
  log: Logger,
): Promise<Database> {
  const lite = await PGlite.create(options);
  scope.defer('embedded database', () => lite.close());
  const executeSql: Database['executeSql'] = async (text, values) => {
    if (values) return lite.query<Record<string, unknown>>(text, values);
    const results = await lite.exec(text);
    return { rows: results.at(-1)?.rows ?? [] };
  };
  return connect(new PrismaPGlite(lite), executeSql, scope, log);
}

async function connect(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  executeSql: Database['executeSql'],
  scope: Scope,
  log: Logger,
  migrating = adapter,
): Promise<Database> {
  const applied = await migrate(migrating, (sql) => executeSql(sql));
  if (applied.length > 0) log.info({ applied }, 'database migrated');
  const prisma = new PrismaClient({ adapter });
  scope.defer('prisma', () => prisma.$disconnect());
  return { prisma, executeSql };
}
