import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

/**
 * Prisma's own schema engine, as the WebAssembly that its npm package carries: the native one is a download,
 * and a fresh machine may reach nothing but package registries.
 */
export type SchemaEngine = bindings.SchemaEngine;

const noFilters = { externalTables: [], externalEnums: [] };

/** What we use of WebAssembly: TypeScript describes it only together with a browser's DOM. */
type Wasm = {
  compile: (bytes: Uint8Array) => Promise<unknown>;
  instantiate: (
    module: unknown,
    imports: Record<string, unknown>,
  ) => Promise<{ exports: Record<string, unknown> }>;
};
const { compile, instantiate } = (globalThis as unknown as { WebAssembly: Wasm }).WebAssembly;

let loaded: Promise<void> | undefined;

async function load(): Promise<void> {
  const wasmFile = createRequire(import.meta.url).resolve(
    '@prisma/schema-engine-wasm/schema_engine_bg',
  );
  const module = await compile(await readFile(wasmFile.replace(/\.js$/, '.wasm')));
  const instance = await instantiate(module, { './schema_engine_bg.js': bindings });
  // The package leaves this wiring to a bundler; these two calls are its documented start.
  const glue = bindings as unknown as { __wbg_set_wasm(exports: unknown): void };
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
}

/** Opens the engine on a database. `schema` is the text of schema.prisma. */
export async function openSchemaEngine(
  schema: string,
  adapter: SqlMigrationAwareDriverAdapterFactory,
): Promise<SchemaEngine> {
  await (loaded ??= load());
  return bindings.SchemaEngine.new(
    { datamodels: [['schema.prisma', schema]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
}

export type Migration = { name: string; sql: string };

/** Applies what is missing, in order, and returns the names. Prisma's checksums land in `_prisma_migrations`. */
export async function applyMigrations(
  engine: SchemaEngine,
  { migrations, lockfile }: { migrations: readonly Migration[]; lockfile: string },
): Promise<string[]> {
  const { appliedMigrationNames } = await engine.applyMigrations({
    filters: noFilters,
    migrationsList: {
      baseDir: 'migrations',
      lockfile: { path: 'migration_lock.toml', content: lockfile },
      shadowDbInitScript: '',
      migrationDirectories: migrations.map(({ name, sql }) => ({
        path: name,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
      })),
    },
  } as never);
  return appliedMigrationNames;
}

/** The SQL that turns `from` into the schema. Empty when they agree. */
export async function diffToSchema(
  engine: SchemaEngine,
  { from, schema }: { from: 'empty' | 'database'; schema: string },
): Promise<string> {
  const files = [{ path: 'schema.prisma', content: schema }];
  const { stdout } = await engine.diff({
    from:
      from === 'empty' ? { tag: 'empty' } : { tag: 'schemaDatasource', files, configDir: '.' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    shadowDatabaseUrl: null,
    exitCode: null,
    filters: noFilters,
  } as never);
  return /^\s*(-- This is an empty migration\.)?\s*$/.test(stdout ?? '') ? '' : (stdout ?? '');
}
