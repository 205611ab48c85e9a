import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const table = await readFile(path.join(root, 'tests/pitfalls.md'), 'utf8');
const rows = [
  ...table.matchAll(/^\| ((?:\d|, | to )+) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$/gm),
].map(([, number = '', name = '', file = '']) => ({
  number,
  name: name.trim(),
  file: file.trim(),
}));

/** Of `8, 9` and `20 to 23`. */
const numbersOf = (text: string): number[] =>
  text.split(', ').flatMap((part) => {
    const [from = 0, to = from] = part.split(' to ').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });

test('every pitfall of the study is in the table', () => {
  const there = new Set(rows.flatMap(({ number }) => numbersOf(number)));
  expect([...there].toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 42 }, (_, index) => index + 1),
  );
});

test.each(rows)('$number has its test: $name', async ({ name, file }) => {
  const source = await readFile(path.join(root, file), 'utf8');
  expect(source).toContain(`'${name}'`);
  // What is left out, or only planned, proves nothing.
  expect(source).not.toMatch(/\b(test|describe)(\.\w+)*\.(skip|todo)\b/);
});
