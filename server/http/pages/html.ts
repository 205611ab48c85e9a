/** HTML that is safe to put into a page as it is. Made only by `html` and, for sanitised text, `trustedHtml`. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Insert = string | number | Html | readonly Html[] | undefined;

/** A template whose inserted texts are escaped, in content and in quoted attributes alike. Undefined inserts nothing. */
export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Html {
  return new Html(
    parts.map((part, i) => part + (i < inserts.length ? toHtml(inserts[i]) : '')).join(''),
  );
}

/** For text that a sanitiser has made, such as an episode's notes. */
export function trustedHtml(text: string): Html {
  return new Html(text);
}

/** A data block of JSON-LD. `<` is written as an escape, so no text in it can end the element. */
export function jsonLdScript(value: object): Html {
  const json = JSON.stringify(value).replaceAll('<', '\\u003c');
  return new Html(`<script type="application/ld+json">${json}</script>`);
}

function toHtml(insert: Insert): string {
  if (insert === undefined) return '';
  if (insert instanceof Html) return insert.text;
  if (typeof insert === 'object') return insert.map(({ text }) => text).join('\n');
  return String(insert).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
