/** Text as search compares it: without case and accents. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLocaleLowerCase('id');

/** Whether every word of the query occurs somewhere in the texts. An empty query matches everything. */
export function matchesQuery(query: string, ...texts: readonly string[]): boolean {
  const haystack = plain(texts.join(' '));
  return plain(query)
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}
