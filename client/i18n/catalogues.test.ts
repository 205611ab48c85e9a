import { expect, test } from 'vitest';
import * as english from './en/index.ts';
import * as indonesian from './id/index.ts';

type Words = { [key: string]: string | Words };

/** "area.group.key" to text, for every text of a language. */
function flatten(words: Words, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    const path = prefix ? `${prefix}.${key}` : key;
    if (typeof value === 'string') texts.set(path, value);
    else for (const [inner, text] of flatten(value, path)) texts.set(inner, text);
  }
  return texts;
}

const placeholders = (text: string) => [...text.matchAll(/\{\{.*?\}\}/g)].map(String).sort();

const id = flatten({ ...indonesian });
const en = flatten({ ...english });

test('both languages have the same keys, but for the singular that only English has', () => {
  const singulars = [...id.keys()]
    .filter((key) => key.endsWith('_other'))
    .map((key) => key.replace(/_other$/, '_one'));
  expect([...en.keys()].sort()).toEqual([...id.keys(), ...singulars].sort());
});

test('both languages fill in the same placeholders', () => {
  for (const [key, text] of id) {
    expect(placeholders(en.get(key) ?? ''), key).toEqual(placeholders(text));
  }
});

test('no text is empty, and none shouts', () => {
  for (const [key, text] of [...id, ...en]) {
    expect(text.trim(), key).not.toBe('');
    expect(text, key).not.toMatch(/!/);
  }
});
