const graphemes = new Intl.Segmenter('id');

/** The beginning of a text, at most `most` UTF-16 units long, and never half of what is read as one character. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  return text.slice(0, graphemes.segment(text).containing(most)?.index ?? most);
}
