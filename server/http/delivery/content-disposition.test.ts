import { expect, test } from 'vitest';
import { attachmentHeader } from './content-disposition.ts';

test.each([
  ['Klub Buku 12', `filename="Klub Buku 12.mp3"; filename*=UTF-8''Klub%20Buku%2012.mp3`],
  ['audio.mp3', `filename="audio.mp3"; filename*=UTF-8''audio.mp3`],
  ['Résumé', `filename="Resume.mp3"; filename*=UTF-8''R%C3%A9sum%C3%A9.mp3`],
  ['图书馆', `filename="___.mp3"; filename*=UTF-8''%E5%9B%BE%E4%B9%A6%E9%A6%86.mp3`],
  ['../../etc/passwd', `filename="etc passwd.mp3"; filename*=UTF-8''etc%20passwd.mp3`],
  ['a"; x="b', `filename="a ; x= b.mp3"; filename*=UTF-8''a%20%3B%20x%3D%20b.mp3`],
  ['a\r\nSet-Cookie: b', `filename="aSet-Cookie b.mp3"; filename*=UTF-8''aSet-Cookie%20b.mp3`],
  ["it's (new)*", `filename="it's (new).mp3"; filename*=UTF-8''it%27s%20%28new%29.mp3`],
  ['', `filename="audio.mp3"; filename*=UTF-8''audio.mp3`],
  ['...', `filename="audio.mp3"; filename*=UTF-8''audio.mp3`],
])('%j', (name, expected) => {
  expect(attachmentHeader(name, 'episodes/a/audio.mp3')).toBe(`attachment; ${expected}`);
});

test('a lone surrogate and a long name do no harm', () => {
  expect(attachmentHeader('\ud800x', 'a.mp3')).toContain('filename="x.mp3"');
  expect(attachmentHeader('📚'.repeat(500), 'a.mp3').length).toBeLessThan(900);
});
