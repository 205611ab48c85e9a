/**
 * Makes the next migration: the SQL from what the migrations lead to, to what schema.prisma says.
 *
 * When: after changing prisma/schema.prisma. Applying is not your job: the hub does it when it starts.
 * Example: npx tsx scripts/migrate.ts add-polls
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { migrationsFolder, readMigrations, schemaFile } from '../server/platform/migrations.ts';
import {
  applyMigrations,
  diffToSchema,
  openSchemaEngine,
} from '../server/platform/schema-engine.ts';

const name = process.argv[2];
if (!name || !/^[a-z0-9-]+$/.test(name)) {
  console.error(
    'Give the migration a name in small letters, such as: npx tsx scripts/migrate.ts add-polls',
  );
  process.exit(1);
}

const schema = await readFile(schemaFile, 'utf8');
const database = await PGlite.create('memory://');
const engine = await openSchemaEngine(schema, new PrismaPGlite(database));
await applyMigrations(engine, await readMigrations());
const sql = await diffToSchema(engine, { from: 'database', schema });
if (sql === '') {
  console.log('The migrations already lead to this schema. Nothing to do.');
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = `${migrationsFolder}/${stamp}_${name.replaceAll('-', '_')}`;
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/migration.sql`, sql);
  console.log(`Wrote ${folder}/migration.sql. Read it before you commit it.`);
}
await database.close();
