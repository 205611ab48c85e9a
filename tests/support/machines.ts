import path from 'node:path';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { Database } from '../../server/platform/database.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { openTestDatabase } from './database.ts';
import { makeFolder } from './folder.ts';
import { openS3Store } from './s3-server.ts';

export type Machines = {
  /** All that machines share. */
  database: Database;
  store: ObjectStore;
  /** Of the machine with this name, on its own disk. */
  recordingsDir: (machine: string) => string;
  filesOn: (machine: string, recordingId: string) => ReturnType<typeof recordingFiles>;
};

/** What machines share, a database and an S3 store, and a disk for each of them. It ends with the scope. */
export async function openMachines(scope: Scope): Promise<Machines> {
  const root = await makeFolder(scope);
  const store = await openS3Store(scope);
  const database = await openTestDatabase(scope);
  const recordingsDir = (machine: string): string => path.join(root, machine);
  return {
    ...{ database, store, recordingsDir },
    filesOn: (machine, recordingId) => recordingFiles(recordingsDir(machine), recordingId),
  };
}
