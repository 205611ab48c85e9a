import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import * as english from './en/index.ts';
import * as indonesian from './id/index.ts';

const root = path.resolve(import.meta.dirname, '..');

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

/** After these words the guide names what is written on a button, a tab or a heading. */
const naming = {
  id: /\b(?:[Tt]ekan|menekan|lalu|tombol|[Bb]uka|di bagian|lewat) (?=[A-Z])/g,
  en: /\b(?:[Pp]ress|then|button|[Oo]pen|[Uu]nder) (?=[A-Z])/g,
};

test.each([
  ['id', id],
  ['en', en],
] as const)('the guide names only what there is to press (%s)', (language, texts) => {
  const names = [...texts].filter(([key]) => !key.startsWith('guide.')).map(([, text]) => text);
  const startsWithName = (rest: string): boolean =>
    names.some((name) => rest.startsWith(name) && !/^\p{L}/u.test(rest.slice(name.length)));
  const named = [...texts]
    .filter(([key]) => key.startsWith('guide.') && !key.startsWith('guide.pictures.'))
    .flatMap(([, text]) =>
      [...text.matchAll(naming[language])].map(({ 0: word, index }) =>
        text.slice(index + word.length),
      ),
    );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((rest) => !startsWithName(rest))).toEqual([]);
});

const escaped = (text: string): string =>
  text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Whether the code says this key: in a text, or in a template with words of its own that it fits. */
function readCode(): (key: string) => boolean {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/^(i18n|dist)\b|\.test\.ts$/.test(file),
  );
  const code = files.map((file) => readFileSync(path.join(root, file), 'utf8')).join('\n');
  const texts = new Set([...code.matchAll(/'([^'\n]*)'/g)].map(([, text]) => text));
  const templates = [...code.matchAll(/`([^`]*\$\{[^`]*)`/g)]
    .map(([, template = '']) => template.split(/\$\{[^}]*\}/))
    .filter((parts) => /[a-z]/i.test(parts.join('')))
    .map((parts) => new RegExp(`^${parts.map(escaped).join('.+')}$`));
  return (key) => texts.has(key) || templates.some((template) => template.test(key));
}

/** Looked up by a name that comes from elsewhere: Apple's categories, the hub's codes and states. */
const lookedUp = /^(categories|errors)\.|^episode\.(draft|unpublished)$/;

test('every word of the catalogues is used', () => {
  const isUsed = readCode();
  expect(isUsed('not.a.word')).toBe(false);
  const unused = [...id.keys()].filter((word) => {
    if (lookedUp.test(word)) return false;
    const [area, ...rest] = word.replace(/_(one|other)$/, '').split('.');
    const key = rest.join('.');
    return !isUsed(key) && !isUsed(`${area}:${key}`);
  });
  expect(unused).toEqual([]);
});
