import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildServer } from './build-server.ts';
import { root } from './paths.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "serambi's build "));
  for (let index = 1; index <= 12; index += 1) {
    const name = path.join(folder, `old-${index}`);
    await mkdir(name);
    await utimes(name, 1_000 + index, 1_000 + index);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('programs are built once, and the versions used last stay for what runs of them', async () => {
  const hub = await buildServer(folder);
  const version = path.dirname(path.dirname(hub));
  const left = await readdir(folder);
  expect(left).toHaveLength(10);
  expect(left).toEqual(expect.arrayContaining([path.basename(version), 'old-4', 'old-12']));
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
  // Each knows where it lies: somewhere else it is another.
  const elsewhere = await buildServer(path.join(folder, 'moved'));
  expect(path.basename(path.dirname(path.dirname(elsewhere)))).not.toBe(path.basename(version));
});
