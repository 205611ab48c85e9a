import { cutText } from '../../protocol/cut-text.ts';
import { html, Html, jsonLdScript } from './html.ts';
import type { Page } from './page.ts';

/** Previews show about this much. */
const maxDescriptionCharacters = 300;

/** Stands in where the application has not been built: pages stay readable, and tests need no build. */
export const bareIndexHtml = `<!doctype html>
<html lang="id">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Serambi</title>
  </head>
  <body>
    <div id="root"></div>
  </body>
</html>
`;

type Context = {
  origin: string;
  libraryName: string;
  language: 'id' | 'en';
};

export type RenderPage = (page: Page, context: Context) => string;

/** Takes the application's index.html apart once, so that each page is put together from its pieces. */
export function createPageRenderer(indexHtml: string): RenderPage {
  const pieces = split(indexHtml, [
    /<html lang="[^"]*">/,
    /<title>[^<]*<\/title>/,
    /(?=<\/head>)/,
    /<div id="root"><\/div>/,
  ]);
  return (page, context) => {
    const fills = [
      html`<html lang="${context.language}">`,
      html`<title>${fullTitle(page, context)}</title>`,
      new Html(`${headOf(page, context).text}\n  `),
      html`<div id="root">${page.content}</div>`,
    ];
    return pieces.map((piece, i) => piece + (fills[i]?.text ?? '')).join('');
  };
}

/** The text between the marks, which must all be there, in this order. */
function split(text: string, marks: readonly RegExp[]): string[] {
  const pieces: string[] = [];
  let rest = text;
  for (const mark of marks) {
    const found = mark.exec(rest);
    if (!found) throw new Error(`index.html has no ${mark.source}`);
    pieces.push(rest.slice(0, found.index));
    rest = rest.slice(found.index + found[0].length);
  }
  return [...pieces, rest];
}

function fullTitle({ title }: Page, { libraryName }: Context): string {
  return title === libraryName || !libraryName ? title : `${title} · ${libraryName}`;
}

function headOf(page: Page, context: Context): Html {
  const { origin, libraryName, language } = context;
  const absolute = (url: string): string => new URL(url, origin).href;
  const description = shorten(page.description);
  const property = (name: string, content: string | undefined): Html | undefined =>
    content ? html`<meta property="${name}" content="${content}" />` : undefined;
  const named = (name: string, content: string | undefined): Html | undefined =>
    content ? html`<meta name="${name}" content="${content}" />` : undefined;

  const lines = [
    named('description', description),
    page.hidden ? named('robots', 'noindex') : undefined,
    page.status === 200 && html`<link rel="canonical" href="${absolute(page.path)}" />`,
    html`<link rel="manifest" href="/manifest.webmanifest" />`,
    page.feed &&
      html`<link
        rel="alternate"
        type="application/rss+xml"
        title="${page.feed.title}"
        href="${absolute(page.feed.url)}"
      />`,
    property('og:title', page.title),
    property('og:description', description),
    property('og:type', page.kind),
    property('og:url', absolute(page.path)),
    property('og:site_name', libraryName),
    property('og:locale', language === 'id' ? 'id_ID' : 'en_GB'),
    property('og:image', page.image && absolute(page.image.url)),
    property('og:audio', page.audioUrl && absolute(page.audioUrl)),
    named('twitter:card', page.image?.wide ? 'summary_large_image' : 'summary'),
    page.jsonLd && jsonLdScript(page.jsonLd),
  ];
  return html`${lines.filter((line): line is Html => line instanceof Html)}`;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= maxDescriptionCharacters) return line;
  const cut = cutText(line, maxDescriptionCharacters - 1);
  return `${cut.replace(/\s+\S*$/, '')}…`;
}
