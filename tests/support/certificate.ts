import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Scope } from '../../server/platform/scope.ts';

/** A certificate for 127.0.0.1 and localhost that no one vouches for. Deleted with the scope. */
export async function makeCertificate(
  scope: Scope,
): Promise<{ certFile: string; keyFile: string }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-tls-'));
  scope.defer('certificate', () => rm(folder, { recursive: true, force: true }));
  const [certFile, keyFile] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
  // prettier-ignore
  await promisify(execFile)('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
    '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1',
    '-keyout', keyFile, '-out', certFile,
  ]);
  return { certFile, keyFile };
}
