import { createRequire } from 'node:module';
import { silentLog } from '../../server/platform/log.ts';
import {
  openMinioObjectStore,
  type MinioSettings,
} from '../../server/platform/object-store-minio.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { makeFolder } from './folder.ts';
import { freePort } from './free-port.ts';

type Server = { run(): Promise<unknown>; close(): Promise<void> };
type S3rver = new (options: Record<string, unknown>) => Server;

/** The driver for S3 on a server of its own. */
export async function openS3Store(scope: Scope): Promise<ObjectStore> {
  return openMinioObjectStore(await startS3Server(scope), silentLog);
}

/** A small S3 server on loopback, standing in for MinIO. It checks no signatures. Stops with the scope. */
export async function startS3Server(scope: Scope): Promise<MinioSettings> {
  // It has no types, and is CommonJS.
  const S3rver = createRequire(import.meta.url)('s3rver') as S3rver;
  const directory = await makeFolder(scope);
  const port = await freePort();
  const server = new S3rver({
    port,
    address: '127.0.0.1',
    silent: true,
    directory,
    allowMismatchedSignatures: true,
  });
  await server.run();
  scope.defer('s3 server', () => server.close());
  return {
    endpoint: `http://127.0.0.1:${port}`,
    bucket: 'serambi-test',
    region: 'us-east-1',
    accessKey: 'S3RVER',
    secretKey: 'S3RVER',
  };
}
