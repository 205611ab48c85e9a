import { marked } from 'marked';
import sanitizeHtml from 'sanitize-html';

const sanitizing: sanitizeHtml.IOptions = {
  allowedTags: ['p', 'br', 'ul', 'ol', 'li', 'a', 'b', 'strong', 'i', 'em'],
  allowedAttributes: { a: ['href', 'rel'] },
  // Absolute links only: notes are read in podcast apps, where there is nothing to be relative to.
  allowedSchemes: ['https', 'http', 'mailto'],
  allowedSchemesAppliedToAttributes: ['href'],
  allowProtocolRelative: false,
  transformTags: {
    // What a host pastes is not ours to vouch for.
    a: (_tag, { href }) =>
      href && /^(https?:\/\/|mailto:)/i.test(href)
        ? { tagName: 'a', attribs: { href, rel: 'nofollow noopener ugc' } }
        : { tagName: 'span', attribs: {} },
    h1: 'p',
    h2: 'p',
    h3: 'p',
    h4: 'p',
    h5: 'p',
    h6: 'p',
    pre: 'p',
  },
  disallowedTagsMode: 'discard',
};

/**
 * Show notes as HTML that pages and podcast apps may show as it is: paragraphs, lists, emphasis and absolute links.
 * Everything else loses its tags and keeps its words; scripts and styles lose their words too.
 */
export function notesToHtml(notes: string): string {
  const html = marked.parse(notes, { async: false, gfm: true, breaks: true });
  return sanitizeHtml(html, sanitizing).trim();
}
