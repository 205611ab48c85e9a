import type { IncomingHttpHeaders } from 'node:http';

/** What a copy of ours is known by. */
export type Validators = {
  /** Strong and quoted. */
  etag: string;
  lastModified: Date;
};

/** Appended to the etag of a compressed copy: other bytes, so another tag (RFC 9110, 8.8.3.3). */
export function encodedEtag(etag: string, encoding: string): string {
  return `${etag.slice(0, -1)}-${encoding}"`;
}

/**
 * Whether the copy somebody holds is still right. If-None-Match wins over If-Modified-Since.
 *
 * A date counts only when it is exactly ours: dates may go back (an episode is taken out of a feed), and "not
 * modified since a later time" would then keep the older copy alive.
 */
export function isNotModified(
  headers: Pick<IncomingHttpHeaders, 'if-none-match' | 'if-modified-since'>,
  { etag, lastModified }: Validators,
): boolean {
  const held = headers['if-none-match'];
  if (held !== undefined) {
    return (
      held.trim() === '*' || held.split(',').some((tag) => plainEtag(tag) === plainEtag(etag))
    );
  }
  return isSameSecond(headers['if-modified-since'], lastModified);
}

/** Whether a range may be cut from our copy: always, unless If-Range names another one. */
export function rangeApplies(ifRange: string | undefined, validators: Validators): boolean {
  if (ifRange === undefined) return true;
  // A strong comparison: half of one compressed copy and half of another make no file.
  if (/^(W\/)?"/.test(ifRange)) return ifRange === validators.etag;
  return isSameSecond(ifRange, validators.lastModified);
}

/** For the weak comparison that If-None-Match asks for; a compressed copy counts as the same content. */
function plainEtag(etag: string): string {
  return etag
    .trim()
    .replace(/^W\//, '')
    .replace(/-(gzip|br)"$/, '"');
}

function isSameSecond(httpDate: string | undefined, date: Date): boolean {
  return Date.parse(httpDate ?? '') === Math.floor(date.getTime() / 1000) * 1000;
}
