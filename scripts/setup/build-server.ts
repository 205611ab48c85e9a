import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { builtName } from '../../server/platform/fork-typescript.ts';
import { isThere } from '../../server/platform/is-there.ts';
import { localCache, root } from './paths.ts';
import { hashOf } from './stamp.ts';

/** Versions, the new one included: a hub that runs while others are built goes on with its own. */
const mostKept = 10;

/** Whatever is a process of its own. */
const programs = [
  'server/main.ts',
  'server/recorder/main.ts',
  'media/ahead/follow-child.ts',
  'media/capture/remux-child.ts',
  'media/steps/sound-child.ts',
];

/** Files beside a source file are found from there, wherever it was bundled to. */
const ownAddresses: Plugin = {
  name: 'own addresses',
  setup(builder) {
    builder.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      const source = await readFile(file, 'utf8');
      const address = JSON.stringify(pathToFileURL(file).href);
      return { loader: 'ts', contents: source.replaceAll('import.meta.url', address) };
    });
  },
};

/**
 * Makes one JavaScript file of each program, with its packages left where they are, unless this version of them lies there.
 * Returns the hub's, absolute: its children are those beside it.
 */
export async function buildServer(folder = path.join(localCache, 'server')): Promise<string> {
  const sources = await hashOf(
    ['server', 'media', 'prisma/client', 'package-lock.json', 'scripts/setup/build-server.ts'],
    /(^|\/)node_modules$|\.test\.tsx?$/,
  );
  // Addresses are in it: a clone that was moved has none yet.
  const key = createHash('sha256').update(`${sources} ${root} ${folder}`).digest('hex');
  const builtIn = path.join(folder, key.slice(0, 32));
  const hub = path.join(builtIn, builtName('server/main.ts'));
  if (await isThere(hub)) {
    const now = new Date();
    await utimes(builtIn, now, now);
    return hub;
  }
  const draft = `${builtIn}-${process.pid}.tmp`;
  await build({
    absWorkingDir: root,
    entryPoints: programs,
    ...{ outdir: draft, outbase: root, outExtension: { '.js': '.mjs' } },
    ...{
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      target: 'node20',
    },
    ...{ sourcemap: 'linked', sourcesContent: false },
    define: { BUILT_IN: JSON.stringify(builtIn) },
    plugins: [ownAddresses],
    logLevel: 'error',
  });
  await forgetOld(folder);
  try {
    await rename(draft, builtIn);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another command was faster.
    if (!(await isThere(hub))) throw error;
  }
  return hub;
}

async function forgetOld(folder: string): Promise<void> {
  const all = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const file = path.join(folder, name);
      return { file, atMs: (await stat(file).catch(() => undefined))?.mtimeMs ?? 0 };
    }),
  );
  const old = all.toSorted((a, b) => b.atMs - a.atMs).slice(mostKept);
  await Promise.all(old.map(({ file }) => rm(file, { recursive: true, force: true })));
}
