import { expect, test } from 'vitest';
import { fitText, type TextPlace } from './fit-text.ts';

const hall = { width: 1800, height: 760 };
const phone = { width: 328, height: 380 };
const desk = { width: 1408, height: 640 };

/** As Chromium sets this typeface: how wide one of these letters came out in a picture of the page. */
const measuredLetter = 0.54;

function heightOf(text: string, size: number, { width }: TextPlace): number {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length * size * measuredLetter <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.length * size * 1.25;
}

test('a short question is huge', () => {
  expect(fitText('Bagaimana memulai klub buku?', hall)).toBeGreaterThan(140);
});

test.each([
  'kata biasa '.repeat(45).trim(),
  'Bagaimana cara memulai klub buku seperti ini di nagari kami?',
  'Apakah pertanggungjawabannya menyenangkan sekali?',
])('%s: nothing is cut off', (text) => {
  for (const place of [hall, desk, phone]) {
    const size = fitText(text, place);
    expect(heightOf(text, size, place)).toBeLessThanOrEqual(place.height);
  }
});

test('a long word stays on one line where that can be read', () => {
  const size = fitText('Pertanggungjawabankah', phone);
  expect(21 * size * measuredLetter).toBeLessThanOrEqual(phone.width);
});

test('it never gets too small to read', () => {
  expect(fitText('x'.repeat(500), { width: 200, height: 100 })).toBe(18);
});
