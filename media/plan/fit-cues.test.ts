import { expect, test } from 'vitest';
import { fitCues } from './fit-cues.ts';

const said = (count: number, { word = 'kata', everyMs = 500 } = {}) =>
  Array.from({ length: count }, (_, n) => ({
    ...{ fromMs: n * everyMs, toMs: n * everyMs + 400, text: `${word}${n}` },
  }));
const wordsOf = (cues: readonly { text: string }[]) => cues.map(({ text }) => text).join(' ');

test('what fits stays as it is', () => {
  const people = [said(5), said(3)];
  expect(fitCues(people, 8)).toEqual(people);
});

test('word by word, everybody’s are joined until they fit, and not one is lost', () => {
  const people = [said(12_000), said(3_000, { word: 'lain' })];
  const fitted = fitCues(people, 8_000);
  expect(fitted.flat()).toHaveLength(8_000);
  expect(fitted.map(wordsOf)).toEqual(people.map(wordsOf));
  // None is longer than needed, and each is shown while it is said.
  expect(Math.max(...fitted.flat().map(({ text }) => text.length))).toBeLessThanOrEqual(100);
  expect(fitted[0]!.at(-1)!.toMs).toBe(people[0]!.at(-1)!.toMs);
  for (const cues of fitted) {
    for (const [index, { fromMs }] of cues.entries()) {
      expect(fromMs).toBeGreaterThanOrEqual(cues[index - 1]?.toMs ?? 0);
    }
  }
});

test('what is far apart is joined only when nothing else is left', () => {
  const [cues] = fitCues([said(4, { everyMs: 60_000 })], 3);
  expect(cues!.map(({ text }) => text)).toEqual(['kata0 kata1', 'kata2', 'kata3']);
  const near = [
    { fromMs: 0, toMs: 400, text: 'jauh' },
    { fromMs: 60_000, toMs: 60_400, text: 'dekat' },
    { fromMs: 60_500, toMs: 60_900, text: 'sekali' },
  ];
  expect(fitCues([near], 2)[0]!.map(({ text }) => text)).toEqual(['jauh', 'dekat sekali']);
});

test('no cue is longer than one may be', () => {
  const long = said(6).map((cue) => ({ ...cue, text: 'a'.repeat(240) }));
  expect(fitCues([long], 1)[0]!.map(({ text }) => text.length)).toEqual([481, 481, 481]);
});
