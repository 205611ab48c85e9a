import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What our signatures are for; a signature for one purpose is worthless for another. */
export type KeyPurpose = 'invitation' | 'device' | 'peer' | 'asker' | 'address';

export type Keys = {
  /** HMAC-SHA256 of the text, base64url. */
  sign(purpose: KeyPurpose, text: string): string;
  /** Constant time. */
  verify(purpose: KeyPurpose, text: string, signature: string): boolean;
};

/** The hub's secret, made at first start and kept at `<dataDir>/keys/secret` with mode 600. */
export async function loadKeys(dataDir: string): Promise<Keys> {
  const folder = path.join(dataDir, 'keys');
  const file = path.join(folder, 'secret');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return createKeys((await readSecret(file)) ?? (await makeSecret(file)));
}

/** Keys from a secret of 32 bytes. */
export function createKeys(secret: Buffer): Keys {
  const sign = (purpose: KeyPurpose, text: string): string =>
    createHmac('sha256', secret).update(`${purpose}\0${text}`).digest('base64url');
  return {
    sign,
    verify(purpose, text, signature) {
      const expected = Buffer.from(sign(purpose, text));
      const given = Buffer.from(signature);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}

async function readSecret(file: string): Promise<Buffer | undefined> {
  try {
    const secret = Buffer.from(await readFile(file, 'utf8'), 'base64url');
    if (secret.length === 32) return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  throw new Error(
    `${file} is damaged. Put it back from a backup, or delete it: every invitation link then has to be made again.`,
  );
}

async function makeSecret(file: string): Promise<Buffer> {
  const secret = randomBytes(32);
  // 'wx': two processes that start at once must not each believe in their own secret.
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(secret.toString('base64url'));
    await handle.sync();
  } finally {
    await handle.close();
  }
  return secret;
}
