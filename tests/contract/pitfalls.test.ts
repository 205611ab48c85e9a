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

test('the table was read', () => {
  expect(rows.length).toBeGreaterThan(40);
});

test.each(rows)('$number has its test: $name', async ({ name, file }) => {
  const source = await readFile(path.join(root, file), 'utf8');
  expect(source).toContain(`'${name}'`);
});
