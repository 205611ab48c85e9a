import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Scope } from '../../server/platform/scope.ts';

/** A new folder that goes with the scope. Its path has a space and a quote in it: data directories have them. */
export async function makeFolder(scope: Scope): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "serambi's folder "));
  scope.defer('folder', () => rm(folder, { recursive: true, force: true }));
  return folder;
}
