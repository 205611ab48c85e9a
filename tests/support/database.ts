import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { openPGlite, type Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { migrate, migrationsHash, readMigrations } from '../../server/platform/migrations.ts';
import type { Scope } from '../../server/platform/scope.ts';

const cache = path.resolve(import.meta.dirname, '../../.cache/test-database');

/** A migrated database in memory. The first one of a version takes seconds to make; later ones load its image. */
export async function openTestDatabase(scope: Scope): Promise<Database> {
  const image = path.join(cache, `${migrationsHash((await readMigrations()).migrations)}.tar`);
  if (!existsSync(image)) await makeImage(image);
  const loadDataDir = new Blob([await readFile(image)]);
  return openPGlite({ loadDataDir }, scope, silentLog);
}

async function makeImage(file: string): Promise<void> {
  const lite = await PGlite.create();
  await migrate(new PrismaPGlite(lite), async (sql) => ({
    rows: (await lite.exec(sql)).at(-1)?.rows ?? [],
  }));
  const image = await lite.dumpDataDir('none');
  await lite.close();
  await mkdir(cache, { recursive: true });
  await writeFile(`${file}.${process.pid}.tmp`, Buffer.from(await image.arrayBuffer()));
  await rename(`${file}.${process.pid}.tmp`, file);
}
