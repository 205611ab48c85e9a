import { expect, test } from 'vitest';
import { notesToHtml } from './notes-html.ts';

const link = (href: string, text = href) =>
  `<p><a href="${href}" rel="nofollow noopener ugc">${text}</a></p>`;

test('a small Markdown subset is kept', () => {
  expect(
    notesToHtml(
      'Halo **semua** dan *Sari*.\nBaris dua.\n\n- satu\n- [dua](https://a.org/b?c=1&d)',
    ),
  ).toBe(
    '<p>Halo <strong>semua</strong> dan <em>Sari</em>.<br />Baris dua.</p>\n' +
      '<ul>\n<li>satu</li>\n<li><a href="https://a.org/b?c=1&amp;d" rel="nofollow noopener ugc">dua</a></li>\n</ul>',
  );
});

test.each([
  ['a script', '<script>alert(1)</script>', ''],
  ['an event', '<b onclick="x()">tebal</b>', '<p><b>tebal</b></p>'],
  ['a picture', '![x](https://a.org/x.png)<img src=x onerror=y>', '<p></p>'],
  ['a frame', '<iframe src="https://a.org"></iframe>', ''],
  ['a style', '<style>*{}</style><p style="x">a</p>', '<p>a</p>'],
  ['a javascript link', '[a](javascript:alert(1))', '<p>a</p>'],
  ['a disguised javascript link', '<a href="java&#10;script:x">a</a>', '<p>a</p>'],
  ['a data link', '[a](data:text/html,x)', '<p>a</p>'],
  ['a relative link', '[a](/studio)', '<p>a</p>'],
  ['a link without a scheme', '[a](//evil.org)', '<p>a</p>'],
  [
    'SVG',
    '<svg onload=x><a href="https://a.org" onload=x>t</a></svg>',
    link('https://a.org', 't'),
  ],
  ['a comment', 'a <!-- b --> c', '<p>a  c</p>'],
  ['a heading', '# Judul', '<p>Judul</p>'],
  ['code', '```\nkode <b>\n```', '<p>kode &lt;b&gt;\n</p>'],
  ['a quotation', '> kutip', '<p>kutip</p>'],
  [
    'an address in the text',
    'lihat https://a.org',
    `<p>lihat ${link('https://a.org').slice(3)}`,
  ],
])('%s is made harmless', (_case, notes, html) => {
  const made = notesToHtml(notes);
  expect(made).toBe(html);
});

test.each([
  ['nothing', '', ''],
  ['text that looks like HTML', '1 < 2 & 3', '<p>1 &lt; 2 &amp; 3</p>'],
])('%s', (_case, notes, html) => {
  expect(notesToHtml(notes)).toBe(html);
});
