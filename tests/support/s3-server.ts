import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import type { MinioSettings } from '../../server/platform/object-store-minio.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { freePort } from './free-port.ts';

type Server = { run(): Promise<unknown>; close(): Promise<void> };
type S3rver = new (options: Record<string, unknown>) => Server;

/** A small S3 server on loopback, standing in for MinIO. It checks no signatures. Stops with the scope. */
export async function startS3Server(scope: Scope): Promise<MinioSettings> {
  // It has no types, and is CommonJS.
  const S3rver = createRequire(import.meta.url)('s3rver') as S3rver;
  const directory = await mkdtemp(path.join(os.tmpdir(), 'serambi-s3-'));
  scope.defer('s3 files', () => rm(directory, { recursive: true, force: true }));
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
