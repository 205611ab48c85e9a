import { expect, test } from 'vitest';
import { createPasswords } from './passwords.ts';

const cheap = { N: 2, r: 1, p: 1 };

test('a password is what it is, and nothing else', async () => {
  const passwords = createPasswords(cheap);
  const stored = await passwords.hash('rahasia sekali');
  expect(stored).toMatch(/^scrypt\$2\$1\$1\$[\w-]{22}\$[\w-]{43}$/);
  expect(await passwords.verify('rahasia sekali', stored)).toEqual({
    correct: true,
    outdated: false,
  });
  expect((await passwords.verify('rahasia Sekali', stored)).correct).toBe(false);
  expect((await passwords.verify('', stored)).correct).toBe(false);
});

test('two hashes of one password differ', async () => {
  const passwords = createPasswords(cheap);
  expect(await passwords.hash('sama')).not.toBe(await passwords.hash('sama'));
});

test('a hash made at another cost still counts, and asks to be made anew', async () => {
  const stored = await createPasswords(cheap).hash('rahasia');
  const dearer = createPasswords({ N: 4, r: 1, p: 2 });
  expect(await dearer.verify('rahasia', stored)).toEqual({ correct: true, outdated: true });
});

test('nobody has no password, and takes as long to say so', async () => {
  const passwords = createPasswords({ N: 2 ** 12, r: 8, p: 1 });
  const stored = await passwords.hash('x');
  const time = async (hash: string | undefined) => {
    const startedAt = process.cpuUsage().user;
    for (let i = 0; i < 5; i += 1) await passwords.verify('y', hash);
    return process.cpuUsage().user - startedAt;
  };
  expect((await passwords.verify('x', undefined)).correct).toBe(false);
  await time(stored);
  const [known, unknown] = [await time(stored), await time(undefined)];
  expect(unknown / known).toBeGreaterThan(0.5);
});

test('the same letters from two keyboards are the same password', async () => {
  const passwords = createPasswords(cheap);
  const stored = await passwords.hash('caf\u00e9');
  expect((await passwords.verify('cafe\u0301', stored)).correct).toBe(true);
});

test('a flood of sign-ins is turned away instead of queueing for ever', async () => {
  const passwords = createPasswords(cheap);
  const all = await Promise.allSettled(Array.from({ length: 100 }, () => passwords.hash('x')));
  const refused = all.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(70);
  expect(refused[0]).toMatchObject({ reason: { code: 'too-many' } });
  await expect(passwords.hash('x')).resolves.toBeTruthy();
});

test('the usual cost is at least N = 2^15, r = 8', async () => {
  const [, N, r] = (await createPasswords().hash('x')).split('$');
  expect(Number(N)).toBeGreaterThanOrEqual(2 ** 15);
  expect(Number(r)).toBeGreaterThanOrEqual(8);
});
