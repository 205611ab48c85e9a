import { expect, test } from 'vitest';
import { planSounds } from './sounds.ts';

const take = { file: '/a.mkv', firstMs: 1_000, lastMs: 100_000, pauses: [] };
const spans = (breaks: { fromMs: number; toMs: number }[]) =>
  planSounds({ ...take, breaks }).map(({ fromMs, toMs }) => [fromMs, toMs]);

test('a take without breaks is one sound, to the end of its last packet', () => {
  expect(spans([])).toEqual([[1_000, 100_120]]);
});

test('it is cut where nothing was sent for ten seconds, and not where for less', () => {
  const breaks = [
    { fromMs: 5_000, toMs: 9_000 },
    { fromMs: 20_000, toMs: 30_000 },
    { fromMs: 40_000, toMs: 90_000 },
  ];
  expect(spans(breaks)).toEqual([
    [1_000, 20_120],
    [30_000, 40_120],
    [90_000, 100_120],
  ]);
});

test('times in the file are counted from its own start', () => {
  const sounds = planSounds({ ...take, breaks: [{ fromMs: 20_000, toMs: 40_000 }] });
  expect(sounds.map(({ fileStartMs }) => fileStartMs)).toEqual([1_000, 1_000]);
});

test('of very many breaks the longest are cut, so that the number of inputs is bounded', () => {
  const breaks = Array.from({ length: 500 }, (_, index) => ({
    fromMs: index * 60_000,
    toMs: index * 60_000 + (index === 400 ? 50_000 : 10_000 + index),
  }));
  const sounds = planSounds({ ...take, firstMs: 0, lastMs: 500 * 60_000, breaks });
  expect(sounds).toHaveLength(64);
  expect(sounds.map(({ fromMs }) => fromMs)).toContain(400 * 60_000 + 50_000);
});

test('where nothing was sent it is faded as where it was muted: out from the last packet on, and in from the first', () => {
  const muted = { ...take, pauses: [{ fromMs: 5_300, toMs: 8_000 }] };
  const [sound] = planSounds({ ...muted, breaks: [{ fromMs: 5_000, toMs: 9_000 }] });
  expect(sound).toMatchObject({ lastMs: 100_000, pauses: [{ fromMs: 5_000, toMs: 8_990 }] });
});
