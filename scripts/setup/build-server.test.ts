import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildServer } from './build-server.ts';
import { root } from './paths.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "serambi's build "));
  for (const [index, name] of ['first', 'second', 'third', 'fourth'].entries()) {
    await mkdir(path.join(folder, name));
    await utimes(path.join(folder, name), 1_000 + index, 1_000 + index);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('programs are built once, and the two versions before stay for what runs of them', async () => {
  const hub = await buildServer(folder);
  const version = path.dirname(path.dirname(hub));
  expect((await readdir(folder)).sort()).toEqual(
    [path.basename(version), 'fourth', 'third'].sort(),
  );
  const program = await readFile(hub, 'utf8');
  // Found beside its source, and its children beside it.
  expect(program).not.toContain('import.meta.url');
  expect(program).toContain(`file://${root}/server/hub.ts`);
  expect(program).toContain(JSON.stringify(version));
  for (const child of ['server/recorder/main', 'media/steps/sound-child']) {
    expect((await stat(path.join(version, `${child}.mjs`))).size).toBeGreaterThan(10_000);
  }
  const { mtimeMs } = await stat(hub);
  expect(await buildServer(folder)).toBe(hub);
  expect((await stat(hub)).mtimeMs).toBe(mtimeMs);
});
