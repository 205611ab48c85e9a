import { rm } from 'node:fs/promises';
import path from 'node:path';
import { buildMediaWorker, findMediaWorker } from './media-worker.ts';
import { root } from './paths.ts';
import { hashOf, once } from './stamp.ts';
import {
  ensureSystemPackages,
  forBuildingWorker,
  forRunning,
  forTesting,
} from './system-packages.ts';
import { run, SetupError, withProgress } from './task.ts';

const bin = (name: string): string => path.join(root, 'node_modules', '.bin', name);

/**
 * Brings this clone to where it can run (or be tested): programs from Debian, Prisma's client, the media worker, the
 * built pages. `check` needs types only; a machine that only makes episodes (ROLE=media) needs neither worker nor
 * pages. Does nothing that was done before. Sets MEDIASOUP_WORKER_BIN for this process and its children.
 */
export async function setUp(what: 'run' | 'test' | 'check'): Promise<void> {
  await generatePrismaClient();
  if (what === 'check') return;
  const packages = what === 'run' ? forRunning : forTesting;
  if (what === 'run' && process.env['ROLE'] === 'media') {
    await ensureSystemPackages(packages);
    return;
  }
  // Asked for together: who may not install them is told one command, not two.
  const worker = await findMediaWorker();
  await ensureSystemPackages([...packages, ...(worker.isThere ? [] : forBuildingWorker)]);
  if (!worker.isThere) await buildMediaWorker(worker);
  process.env['MEDIASOUP_WORKER_BIN'] = worker.path;
  await buildClient();
}

async function generatePrismaClient(): Promise<void> {
  const key = await hashOf(['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json']);
  await once('prisma-client', key, () =>
    withProgress('Generating the database client', async () => {
      await rm(path.join(root, 'prisma', 'client'), { recursive: true, force: true });
      // Generating needs no schema engine, and one that is named is not downloaded.
      const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true' };
      const { code, output } = await run(bin('prisma'), ['generate'], { cwd: root, env });
      if (code !== 0)
        throw new SetupError(`${output}\nThe database client could not be generated.`);
    }),
  );
}

async function buildClient(): Promise<void> {
  const key = await hashOf(['client', 'server/protocol', 'package-lock.json']);
  await once('client', key, () =>
    withProgress('Building the pages', async () => {
      const { code, output } = await run(
        bin('vite'),
        ['build', '--config', 'client/vite.config.ts'],
        { cwd: root },
      );
      if (code !== 0) throw new SetupError(`${output}\nThe pages could not be built.`);
    }),
  );
}
