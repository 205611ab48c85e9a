import { expect, test } from 'vitest';
import { fingerprintOf } from './run-step.ts';

const step = { name: 'mix', version: 1 };
const made = (fingerprint: string) => ({ output: {}, fingerprint });
const base = fingerprintOf(step, { a: 1 }, [made('x')], '/work');

test('the same work has the same fingerprint', () => {
  expect(fingerprintOf({ ...step }, { a: 1 }, [made('x')], '/work')).toBe(base);
});

test.each([
  ['another step', fingerprintOf({ ...step, name: 'audio' }, { a: 1 }, [made('x')], '/work')],
  [
    'another version of it',
    fingerprintOf({ ...step, version: 2 }, { a: 1 }, [made('x')], '/work'),
  ],
  ['another input', fingerprintOf(step, { a: 2 }, [made('x')], '/work')],
  ['files made by other work', fingerprintOf(step, { a: 1 }, [made('y')], '/work')],
  ['files that lay elsewhere', fingerprintOf(step, { a: 1 }, [made('x')], '/elsewhere')],
])('%s is other work', (_name, fingerprint) => {
  expect(fingerprint).not.toBe(base);
});
