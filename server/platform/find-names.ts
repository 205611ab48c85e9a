export type NameFinder = {
  /** Whether this is one of the names, and nothing else. */
  has(name: string): boolean;
  /** Whether a text says one of them. */
  isIn(text: string): boolean;
  /** The text with an ellipsis in place of each; as it came where it says none. */
  takeOut(text: string): string;
};

/**
 * Finds names in what people wrote: whole words, so that "Bu" is not in "Buku", with any white space between them.
 * The two ways in which Unicode writes accents are the same.
 */
export function findNames(names: readonly string[]): NameFinder {
  const plain = new Set(names.map(fold).filter(Boolean));
  const patterns = [...plain]
    // Of two that begin alike the longer one is meant.
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+'));
  const named = new RegExp(
    `(?<![\\p{L}\\p{M}\\p{N}])(?:${patterns.join('|')})(?![\\p{L}\\p{M}\\p{N}])`,
    'gu',
  );
  const isIn = (text: string): boolean =>
    plain.size > 0 && text.normalize('NFC').search(named) >= 0;
  return {
    has: (name) => plain.has(fold(name)),
    isIn,
    takeOut: (text) => (isIn(text) ? text.normalize('NFC').replace(named, '…') : text),
  };
}

const fold = (name: string): string => name.normalize('NFC').replace(/\s+/g, ' ').trim();
