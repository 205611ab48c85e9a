import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { expect, test } from 'vitest';

const script = readFileSync(path.join(import.meta.dirname, 'public/start-check.js'), 'utf8');

/** A page as far as the script knows one. */
class Part {
  lang = '';
  readonly style = {};
  readonly children: Part[] = [];
  readonly text: string;
  constructor(text = '') {
    this.text = text;
  }
  setAttribute(): void {
    // What it is called does not matter here.
  }
  appendChild(part: Part): void {
    this.children.push(part);
  }
  insertBefore(part: Part): void {
    this.children.push(part);
  }
  get said(): string {
    return this.text + this.children.map(({ said }) => `${said}\n`).join('');
  }
}

const fit = {
  structuredClone: () => undefined,
  Intl: { Segmenter: () => undefined },
};
/** The page has loaded. */
const onLoad = (name: string, hear: () => void): void => {
  if (name === 'load') hear();
};
const phone = 'Mozilla/5.0 (Linux; Android 6.0; SM-J200G) Chrome/80.0 Mobile Safari/537.36';

/** What a browser of this kind is told. */
function visit(globals: Record<string, unknown>, { userAgent = phone, lang = 'id' } = {}) {
  const body = new Part();
  const document = {
    body,
    documentElement: { lang, getAttribute: () => null },
    createElement: () => new Part(),
    createTextNode: (text: string) => new Part(text),
  };
  const page: Record<string, unknown> = {
    ...{ document, navigator: { userAgent } },
    addEventListener: () => undefined,
    setTimeout: () => undefined,
    ...globals,
  };
  page['window'] = page;
  vm.runInNewContext(script, page);
  return body.said;
}

test('a browser that can do what we need is told nothing', () => {
  expect(visit(fit)).toBe('');
});

test.each([
  ['id', /^Halaman ini belum lengkap\.[^]*Muat ulang sekarang/],
  ['en', /^This page is not complete\.[^]*Reload now/],
])('a page whose code did not arrive says so, in its language: %s', (lang, expected) => {
  expect(visit({ ...fit, addEventListener: onLoad }, { lang })).toMatch(expected);
});

test('an older one is told so, in both languages, beginning with that of the page', () => {
  const said = visit({});
  expect(said).toMatch(/^Peramban ini terlalu lama\.[^]*This browser is too old\./);
  expect(visit({}, { lang: 'en' })).toMatch(/^This browser is too old\./);
});

test.each([
  ['an Android phone', phone, 'Play Store'],
  ['an iPhone', 'Mozilla/5.0 (iPhone; CPU iPhone OS 12_5 like Mac OS X)', 'iOS 15.4'],
  ['a computer', 'Mozilla/5.0 (Windows NT 6.1; Win64; x64)', 'Perbarui peramban Anda'],
])('%s is told what to do there', (_device, userAgent, expected) => {
  expect(visit({}, { userAgent })).toContain(expected);
});

test('it is written in what every browser can read', () => {
  const code = script.replace(/\/\/.*/g, '');
  expect(code).not.toMatch(/=>|`|\b(?:const|let|class|async|import)\b|\?\.|\?\?|\.\.\./);
});
