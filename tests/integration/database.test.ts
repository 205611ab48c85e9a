import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase, type Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { migrate, readMigrations, schemaFile } from '../../server/platform/migrations.ts';
import { diffToSchema, openSchemaEngine } from '../../server/platform/schema-engine.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createSeriesRepository } from '../../server/store/series-repository.ts';
import { translateStoreErrors } from '../../server/store/store-errors.ts';
import { openTestDatabase } from '../support/database.ts';
import { startPostgres } from '../support/postgres.ts';
import { openWire } from '../support/wire.ts';

const scope = new Scope('test', silentLog);
afterAll(() => scope.close('tests ended'));

describe('migrations', () => {
  test('lead to exactly what schema.prisma says, on the embedded database', async () => {
    const lite = await PGlite.create();
    scope.defer('lite', () => lite.close());
    const adapter = new PrismaPGlite(lite);
    const query = async (sql: string) => ({
      rows: ((await lite.exec(sql)).at(-1)?.rows ?? []) as Record<string, unknown>[],
    });
    const schema = await readFile(schemaFile, 'utf8');
    const all = (await readMigrations()).migrations.map(({ name }) => name);

    expect(await migrate(adapter, query)).toEqual(all);
    expect(await migrate(adapter, query)).toEqual([]);
    const engine = await openSchemaEngine(schema, adapter);
    expect(await diffToSchema(engine, { from: 'database', schema })).toBe('');

    // The comparison can fail: take a column away and it is missed.
    await lite.exec('ALTER TABLE "Series" DROP COLUMN "author"');
    expect(await diffToSchema(engine, { from: 'database', schema })).toContain('"author"');
  });

  test('lead to the same on a PostgreSQL server, and a second start changes nothing', async () => {
    const url = await startPostgres(scope);
    const first = await openDatabase({ databaseUrl: url, dataDir: '' }, scope, silentLog);
    await first.prisma.library.create({ data: { name: 'Perpustakaan Solok' } });
    const second = await openDatabase({ databaseUrl: url, dataDir: '' }, scope, silentLog);
    expect(await second.prisma.library.findMany({ select: { name: true } })).toEqual([
      { name: 'Perpustakaan Solok' },
    ]);
    // The engine cannot introspect through the server's driver, so the catalogues are compared with each other.
    const embedded = await openTestDatabase(scope);
    const [onServer, inProcess] = await Promise.all([columns(first), columns(embedded)]);
    expect(onServer.length).toBeGreaterThan(50);
    expect(onServer).toEqual(inProcess);
  });
});

test('an embedded database keeps what was written, and takes several statements at a time', async () => {
  const { executeSql } = await openTestDatabase(scope);
  await executeSql("CREATE TABLE note (text text); INSERT INTO note VALUES ('a')");
  await executeSql('INSERT INTO note VALUES ($1)', ['b']);
  expect((await executeSql('SELECT text FROM note ORDER BY text')).rows).toEqual([
    { text: 'a' },
    { text: 'b' },
  ]);
});

async function columns({ executeSql }: Database): Promise<unknown[]> {
  const { rows } = await executeSql(`
    SELECT table_name, column_name, data_type, is_nullable, column_default
    FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2`);
  return rows;
}

/** A database that can be cut off, and the same one reached past that. */
async function openCuttable() {
  const url = new URL(await startPostgres(scope));
  const [address, port] = ['127.0.0.2', Number(url.port)];
  const wire = await openWire({ address, port, protocols: ['tcp'] }, scope);
  const beside = await openDatabase({ databaseUrl: url.href, dataDir: '' }, scope, silentLog);
  url.hostname = address;
  const settings = { databaseUrl: url.href, dataDir: '', answersWithinMs: 500 };
  const { prisma } = await openDatabase(settings, scope, silentLog);
  return { wire, db: translateStoreErrors(prisma), beside };
}

test('a server that stops answering is away, and nobody waits for long; then it is there again', async () => {
  const { wire, db } = await openCuttable();
  expect(await db.library.count()).toBe(0);
  wire.cut();
  // More at once than there are connections: some wait for an answer, others for a connection.
  const asked = await Promise.allSettled(Array.from({ length: 20 }, () => db.library.count()));
  for (const answer of asked) {
    expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
  }
  wire.mend();
  await expect.poll(() => db.library.count().catch(() => 'away'), { timeout: 10_000 }).toBe(0);
});

test('what is acknowledged after an outage in the middle of a transaction is there for all', async () => {
  const { wire, db, beside } = await openCuttable();
  const note = (purgeId: string) => ({
    data: { purgeId, recordingIds: [], prefixes: [], folders: [], dueAt: new Date() },
  });
  const cutOff = db.$transaction(async (tx) => {
    await tx.purge.create(note('before'));
    wire.cut();
    await tx.purge.count();
  });
  await expect(cutOff).rejects.toMatchObject({ code: 'unavailable' });
  wire.mend();
  const write = () => db.purge.create(note('after')).then(Boolean, () => false);
  await expect.poll(write, { timeout: 10_000 }).toBe(true);
  expect(await beside.prisma.purge.findMany()).toMatchObject([{ purgeId: 'after' }]);
  // What was begun before is not held open either: others would wait for it.
  await expect.poll(() => openTransactions(beside), { timeout: 10_000 }).toEqual([]);
});

const openTransactions = async ({ executeSql }: Database): Promise<unknown[]> =>
  (
    await executeSql(
      `SELECT query FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'`,
    )
  ).rows;

test('a database that has gone away is said to be unavailable', async () => {
  const databaseScope = scope.child('database');
  const databaseUrl = await startPostgres(databaseScope);
  const db = await openDatabase({ databaseUrl, dataDir: '' }, scope, silentLog);
  const series = createSeriesRepository(db.prisma);
  expect(await series.list()).toEqual([]);
  await databaseScope.close('away');
  await expect(series.list()).rejects.toMatchObject({ code: 'unavailable' });
});
