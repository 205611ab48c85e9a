import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { AppError } from '../platform/app-error.ts';
import { createSerial } from '../platform/serial.ts';

export type ScryptCost = { N: number; r: number; p: number };

/** OWASP's Password Storage Cheat Sheet: one of its equal settings, the one with 32 MiB, for small servers. */
const defaultCost: ScryptCost = { N: 2 ** 15, r: 8, p: 3 };
const saltBytes = 16;
const hashBytes = 32;
/** Hashing waits in a queue of one, so that it never starves the file system's threads; this many may wait. */
const maxWaiting = 30;

export type Passwords = {
  hash(password: string): Promise<string>;
  /**
   * Constant time, also for an account that does not exist (undefined).
   * `outdated` asks for a new hash, because this one was made at another cost.
   */
  verify(
    password: string,
    stored: string | undefined,
  ): Promise<{ correct: boolean; outdated: boolean }>;
};

/** scrypt (RFC 7914). Hashes describe themselves: "scrypt$N$r$p$salt$hash", salt and hash in base64url. */
export function createPasswords(cost: ScryptCost = defaultCost): Passwords {
  const serial = createSerial();
  let waiting = 0;
  const derive = async (password: string, salt: Buffer, use: ScryptCost): Promise<Buffer> => {
    if (waiting >= maxWaiting) {
      throw new AppError('too-many', 'Too many people are signing in. Try again shortly.');
    }
    waiting += 1;
    try {
      return await serial(() => runScrypt(password, salt, use));
    } finally {
      waiting -= 1;
    }
  };
  const hash = async (password: string): Promise<string> => {
    const salt = randomBytes(saltBytes);
    const key = await derive(password, salt, cost);
    return ['scrypt', cost.N, cost.r, cost.p, base64(salt), base64(key)].join('$');
  };

  const nobody = {
    cost,
    salt: randomBytes(saltBytes),
    key: Buffer.alloc(hashBytes),
  };
  return {
    hash,
    async verify(password, stored) {
      const parsed = stored === undefined ? nobody : parse(stored);
      const key = await derive(password, parsed.salt, parsed.cost);
      const same = key.length === parsed.key.length && timingSafeEqual(key, parsed.key);
      const { N, r, p } = parsed.cost;
      return {
        correct: same && stored !== undefined,
        outdated: N !== cost.N || r !== cost.r || p !== cost.p,
      };
    },
  };
}

function runScrypt(password: string, salt: Buffer, { N, r, p }: ScryptCost): Promise<Buffer> {
  // scrypt needs about 128 * r * (N + p) bytes; what needs more than maxmem is refused.
  const options = { N, r, p, maxmem: 256 * r * (N + p + 2) };
  // The same password typed on two keyboards may be two sequences of code points (RFC 8265, NFC).
  return new Promise((resolve, reject) =>
    scrypt(password.normalize('NFC'), salt, hashBytes, options, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
}

function parse(stored: string): { cost: ScryptCost; salt: Buffer; key: Buffer } {
  const [scheme, N, r, p, salt, key] = stored.split('$');
  if (scheme !== 'scrypt' || !salt || !key)
    throw new Error('A stored password hash is damaged.');
  return {
    cost: { N: Number(N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
  };
}

const base64 = (bytes: Buffer): string => bytes.toString('base64url');
