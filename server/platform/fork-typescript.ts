import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Where what runs was built (scripts/setup/build-server.ts); not defined where it runs from its sources, as in tests. */
declare const BUILT_IN: string;

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * What Node is told on its command line, package.json's `start` included. The engine collects garbage with four threads
 * of its own beside the program's, whatever the machine has; on two cores they push the event loop off its core for
 * 50 ms at a time (tests/bench/README.md, strength).
 */
export const nodeFlags = ['--v8-pool-size=1'];

/**
 * Starts one of our TypeScript files as a process of its own, with a channel for messages: as it was built with what runs
 * here, or else from its source. It logs to our standard error; its standard output is nobody's.
 */
export function forkTypeScript(file: URL, args: readonly string[] = []): ChildProcess {
  const source = fileURLToPath(file);
  const [program, flags] =
    typeof BUILT_IN === 'string'
      ? [path.join(BUILT_IN, builtName(path.relative(root, source))), builtFlags]
      : [source, ['--import', loader()]];
  return fork(program, args, {
    execArgv: [...nodeFlags, ...flags],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** Of a program, from the name of its source. */
export const builtName = (source: string): string => source.replace(/\.ts$/, '.mjs');

/** Stack traces name the source. */
export const builtFlags = ['--enable-source-maps'];

/** Resolved here and not by name in the child, whose working directory may be anywhere. */
const loader = (): string => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
