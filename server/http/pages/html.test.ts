import { expect, test } from 'vitest';
import { html, jsonLdScript, trustedHtml } from './html.ts';

test('inserted text is escaped, in content and in attributes', () => {
  const nasty = `<img src=x onerror="a">'&\``;
  expect(html`<p title="${nasty}">${nasty}</p>`.text).toBe(
    '<p title="&#60;img src=x onerror=&#34;a&#34;&#62;&#39;&#38;&#96;">' +
      '&#60;img src=x onerror=&#34;a&#34;&#62;&#39;&#38;&#96;</p>',
  );
});

test('HTML stays HTML, lists are joined, undefined is nothing', () => {
  const items = ['<a>', 'b'].map((text) => html`<li>${text}</li>`);
  expect(
    html`<ul>
      ${items}
    </ul>`.text.replace(/\s+/g, ''),
  ).toBe('<ul><li>&#60;a&#62;</li><li>b</li></ul>');
  expect(html`<p>${undefined}${3}</p>`.text).toBe('<p>3</p>');
  expect(html`${trustedHtml('<b>x</b>')}`.text).toBe('<b>x</b>');
});

test('nothing in JSON-LD ends its element', () => {
  const value = { name: '</script><script>alert(1)</script><!--' };
  const { text } = jsonLdScript(value);
  expect(text.match(/<\/?script/g)).toHaveLength(2);
  expect(text).not.toContain('<!--');
  expect(JSON.parse(text.replace(/<[^>]*>/g, ''))).toEqual(value);
});
