import { expect, test } from 'vitest';
import { formatCookie, parseCookies } from './cookies.ts';

test.each([
  { header: undefined, cookies: {} },
  { header: '', cookies: {} },
  { header: 'a=1; b=2', cookies: { a: '1', b: '2' } },
  { header: ' a = 1 ;b=2=3', cookies: { a: '1', b: '2=3' } },
  // A neighbour on the same domain may add a second cookie of our name; the first is the most specific one.
  { header: 'a=1; a=2', cookies: { a: '1' } },
  { header: 'nonsense; =x; ;', cookies: {} },
  { header: '__proto__=1', cookies: { ['__proto__']: '1' } },
])('$header is read as $cookies', ({ header, cookies }) => {
  expect([...parseCookies(header)]).toEqual(Object.entries(cookies));
});

test('a cookie is out of reach of scripts and of other sites', () => {
  const options = { maxAgeSeconds: 60, secure: false };
  expect(formatCookie('a', 'b', options)).toBe(
    'a=b; Path=/; Max-Age=60; HttpOnly; SameSite=Lax',
  );
  expect(formatCookie('a', 'b', { ...options, secure: true })).toMatch(/; Secure$/);
});
