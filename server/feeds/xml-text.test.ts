import { expect, test } from 'vitest';
import { cutToBytes, toXmlLine, toXmlText } from './xml-text.ts';

test.each([
  ['plain', 'plain'],
  ['a\r\nb\rc', 'a\nb\nc'],
  ['tab\tstays', 'tab\tstays'],
  ['\u0000\u0001\u0008\u000b\u001f\u007f\u009f', ''],
  ['\ufffe\uffff', ''],
  ['\ud83d', '\ufffd'],
  ['\ude00\ud83d', '\ufffd\ufffd'],
  ['😀', '😀'],
])('%j as XML text', (text, expected) => {
  expect(toXmlText(text)).toBe(expected);
});

test('a line has no breaks, no spaces at its ends, and an end', () => {
  expect(toXmlLine('  a \n\t b  ')).toBe('a b');
  expect(toXmlLine('📚'.repeat(300))).toBe(`${'📚'.repeat(127)}…`);
  expect(toXmlLine('👨‍👩‍👧'.repeat(40), 20)).toBe(`${'👨‍👩‍👧'.repeat(2)}…`);
  expect(toXmlLine('x'.repeat(255))).toHaveLength(255);
});

test.each([
  ['short', 100, 'short'],
  ['satu dua tiga', 12, 'satu dua…'],
  ['éééééé', 8, 'éé…'],
  ['📚📚📚', 10, '📚…'],
])('%j in %i bytes', (text, bytes, expected) => {
  expect(cutToBytes(text, bytes)).toBe(expected);
  expect(Buffer.byteLength(cutToBytes(text, bytes))).toBeLessThanOrEqual(bytes);
});
