import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';

/** Whether words and lines can be told from what they stand on, in both themes: WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11. */

const css = await readFile(path.join(import.meta.dirname, 'tokens.css'), 'utf8');
const [bright = '', dim = ''] = css.split('@media (prefers-color-scheme: dark)');
const coloursIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(([, name = '', colour = '']) => [
      name,
      colour,
    ]),
  );
const light = coloursIn(bright);
const dark = { ...light, ...coloursIn(dim) };

function luminance(colour: string | undefined): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(colour?.slice(at, at + 2) ?? '', 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string | undefined, other: string | undefined): number {
  const [darker = 0, lighter = 0] = [one, other].map(luminance).toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

const grounds = ['paper', 'surface', 'surface-raised'];
const onGrounds = (names: string[], on = grounds): [string, string][] =>
  names.flatMap((name) => on.map((ground): [string, string] => [name, ground]));
/** Which colour is read on which, and how much they must differ at least. */
const pairs: { least: number; read: [string, string][] }[] = [
  { least: 7, read: onGrounds(['ink', 'muted'], ['paper', 'surface']) },
  {
    least: 4.5,
    read: [
      ...onGrounds(['ink', 'muted', 'primary', 'primary-hover', 'live', 'ok', 'info']),
      ['on-primary', 'primary'],
      ['on-primary', 'primary-hover'],
      ['on-live', 'live'],
    ],
  },
  { least: 3, read: onGrounds(['line', 'gold']) },
];

test.each([
  ['light', light],
  ['dark', dark],
] as const)('in the %s theme everything can be read', (_name, colours) => {
  for (const { least, read } of pairs) {
    for (const [name, ground] of read) {
      expect(
        contrast(colours[name], colours[ground]),
        `${name} on ${ground}`,
      ).toBeGreaterThanOrEqual(least);
    }
  }
});

test('the dark theme is another one', () => {
  for (const name of ['paper', 'surface', 'ink', 'primary', 'live']) {
    expect(dark[name]).not.toBe(light[name]);
  }
});
