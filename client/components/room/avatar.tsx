/** Who is there when there is no picture: their initials. The name itself stands on the tile. */
export function Avatar({ name }: { name: string }) {
  return (
    <span className="avatar" aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

/** First letters of the first and the last word: "Siti Nurhaliza Putri" is SP. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => firstLetter(word ?? '')).join('') || '?';
}

/** A letter as people count them: an emoji of several code points is one. */
function firstLetter(word: string): string {
  const [first] = new Intl.Segmenter('id').segment(word);
  return first?.segment.toLocaleUpperCase('id') ?? '';
}
