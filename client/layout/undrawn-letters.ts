/** What media/cards has fonts for; digits of other scripts become these. */
const drawn = /[\p{scx=Latn}\p{scx=Arab}\p{scx=Cyrl}\p{scx=Grek}\p{scx=Hebr}0-9]/u;
/** Latin letters outside of Europe's, but for ƒ and ȷ, as they are without accents. */
const rare = /^[ĸŊŋŦŧ\u0180-\u0191\u0193-\u0236\u0238-\u02af]/u;

/** Enough to see which are meant. */
const mostNamed = 6;

/**
 * Which letters and digits of a text are not seen in an episode's picture, each once, the first few of them. Empty where
 * all are seen. Other signs and emoji do not count: what is written can be read without them.
 */
export function undrawnLetters(text: string): string {
  const letters = Array.from(text.normalize('NFC')).filter((char) =>
    /[\p{L}\p{N}]/u.test(char),
  );
  const undrawn = letters.filter(
    (char) => !drawn.test(char.normalize('NFKC')) || rare.test(char.normalize('NFKD')),
  );
  return [...new Set(undrawn)].slice(0, mostNamed).join('');
}
