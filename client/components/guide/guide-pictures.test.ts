import { stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { guide } from '../../i18n/id/guide.ts';
import { chapters } from './guide-chapters.ts';
import { guidePictures } from './guide-pictures.ts';

const root = path.resolve(import.meta.dirname, '../../..');

test('whoever reads the whole guide on a phone pays for less than 600 kB of pictures', async () => {
  const files = Object.values(guidePictures).map(({ url }) => stat(path.join(root, url)));
  const bytes = (await Promise.all(files)).reduce((sum, { size }) => sum + size, 0);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(600_000);
});

test('every step that is written is shown, once', () => {
  const shown = chapters.flatMap(({ steps }) =>
    steps.map((step) => (typeof step === 'string' ? step : step.step)),
  );
  const written = Object.entries(guide).flatMap(([chapter, words]) =>
    typeof words === 'string' || chapter === 'pictures'
      ? []
      : Object.keys(words).map((step) => `${chapter}.${step}`),
  );
  expect(shown.toSorted()).toEqual(
    written.filter((step) => !step.endsWith('.title')).toSorted(),
  );
});

test('every picture stands beside one step', () => {
  const shown = chapters.flatMap(({ steps }) =>
    steps.flatMap((step) => (typeof step === 'string' ? [] : [step.picture])),
  );
  expect(shown.toSorted()).toEqual(Object.keys(guidePictures).toSorted());
});

test('every picture has its size, so that nothing moves while it comes', () => {
  for (const { width, height } of Object.values(guidePictures)) {
    expect(width).toBeGreaterThan(0);
    expect(height).toBeGreaterThan(0);
  }
});
