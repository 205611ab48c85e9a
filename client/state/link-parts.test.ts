import { expect, test } from 'vitest';
import { linkParts } from './link-parts.ts';

const links = (text: string): string[] =>
  linkParts(text).flatMap((part) => (part.href ? [part.text] : []));

test.each([
  ['lihat https://example.org/buku?id=1#bab', ['https://example.org/buku?id=1#bab']],
  ['HTTP://Example.org dan https://a.id', ['HTTP://Example.org', 'https://a.id']],
  [
    '(https://id.wikipedia.org/wiki/Solok_(kota)).',
    ['https://id.wikipedia.org/wiki/Solok_(kota)'],
  ],
  ['sudah baca https://example.org/buku, belum?', ['https://example.org/buku']],
  ['"https://example.org"!', ['https://example.org']],
  ['javascript:alert(1) data:text/html,x ftp://a.id file:///etc', []],
  ['www.example.org example.org', []],
  ['https://bank.example@jahat.example/ https://', []],
  ['xhttps://example.org', []],
])('in %j the links are %j', (text, expected) => {
  expect(links(text)).toEqual(expected);
});

test('an address ends where something would hide or turn around what is written', () => {
  expect(links('https://example.org/\u202Egro.live')).toEqual(['https://example.org/']);
});

test('the parts together are the text, unchanged', () => {
  const text = 'a <b>https://example.org/x</b>, \n b https://y.id. c';
  expect(
    linkParts(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
  expect(linkParts('')).toEqual([]);
});
