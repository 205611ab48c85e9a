import { randomBytes, randomUUID } from 'node:crypto';

/** Letters that no one confuses when reading an address aloud: no vowels, no 0/o, 1/l. */
const alphabet = 'bcdfghjkmnpqrstvwxz23456789';

/** A short public id for addresses, such as `k3t-9xw-r4m`: 27^9, about 42 bits. Not a secret. */
export function newCode(): string {
  const letters = Array.from(randomBytes(9), (byte) => alphabet[byte % alphabet.length]);
  return [0, 3, 6].map((start) => letters.slice(start, start + 3).join('')).join('-');
}

/** An unguessable secret for links and cookies: 192 bits, URL-safe. */
export function newToken(): string {
  return randomBytes(24).toString('base64url');
}

export { randomUUID as newId };
