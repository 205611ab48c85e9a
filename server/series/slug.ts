/** Long enough to be read, short enough to be typed. */
const maxLength = 48;

/** What a title becomes in an address: "Klub Buku: Édisi 3" is klub-buku-edisi-3. */
export function slugOf(title: string): string {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxLength)
    .replace(/^-+|-+$/g, '');
  // A title in a script that has no Latin letters leaves nothing.
  return slug || 'seri';
}

/** The slug to try when the ones before are taken: klub-buku, klub-buku-2, klub-buku-3, … */
export const nthSlug = (slug: string, n: number): string => (n === 1 ? slug : `${slug}-${n}`);
