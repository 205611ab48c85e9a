import { expect, test } from 'vitest';
import { fitText } from './fit-text.ts';

const hall = { width: 1800, height: 760 };
const phone = { width: 328, height: 380 };

test('a short question is huge, a long one still fits its place', () => {
  const long = 'kata biasa '.repeat(45).trim();
  const short = fitText('Bagaimana memulai klub buku?', hall);
  expect(short).toBeGreaterThan(140);
  for (const place of [hall, phone]) {
    const size = fitText(long, place);
    const lines = Math.ceil((long.length * size * 0.52) / (place.width * 0.85));
    expect(lines * size * 1.25).toBeLessThanOrEqual(place.height * 1.05);
  }
});

test('a long word stays on one line where that can be read', () => {
  const size = fitText('Pertanggungjawabankah', phone);
  expect(21 * size * 0.52).toBeLessThanOrEqual(phone.width);
});

test('it never gets too small to read', () => {
  expect(fitText('x'.repeat(500), { width: 200, height: 100 })).toBe(18);
});
