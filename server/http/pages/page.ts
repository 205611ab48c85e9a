import type { Html } from './html.ts';

/** What the server says of one page, before the application draws it and where it never does. */
export type Page = {
  status: 200 | 404 | 410;
  title: string;
  /** For search engines and previews: plain, cut to a sensible length when written. */
  description: string;
  /** Canonical, without a query: addresses carry tokens and times that are nobody else's. */
  path: string;
  /** Open Graph's kind. */
  kind: 'website' | 'article';
  /** Relative, such as /media/covers/…; `wide` for 16:9 pictures. */
  image: { url: string; wide: boolean } | undefined;
  audioUrl: string | undefined;
  feed: { url: string; title: string } | undefined;
  jsonLd: object | undefined;
  /** Readable without the application, which replaces it. */
  content: Html;
  /** Kept out of search engines. */
  hidden: boolean;
};

/** A page of which only some things are worth saying. */
export function makePage(page: Pick<Page, 'title' | 'path' | 'content'> & Partial<Page>): Page {
  return {
    status: 200,
    description: '',
    kind: 'website',
    image: undefined,
    audioUrl: undefined,
    feed: undefined,
    jsonLd: undefined,
    hidden: false,
    ...page,
  };
}
