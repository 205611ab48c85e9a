export type TextPlace = { width: number; height: number };

/** Of this typeface: mean width of a letter and distance of lines, as shares of the type size. */
const letterWidth = 0.52;
const lineHeight = 1.25;
/** Lines end before the edge, since words are not broken: so much of the place is used. */
const used = 0.78;

/**
 * The type size, in CSS pixels, at which a text fills its place without running over, between the smallest that can be
 * read from a chair and the largest that still holds a long word on a line.
 */
export function fitText(text: string, { width, height }: TextPlace): number {
  const letters = Math.max(1, text.length);
  const byArea = Math.sqrt((width * height * used) / (letters * letterWidth * lineHeight));
  const longestWord = Math.max(...text.split(/\s+/u).map((word) => word.length), 1);
  const byWord = width / (longestWord * letterWidth * 1.15);
  return Math.floor(Math.max(18, Math.min(byArea, byWord, height * 0.3)));
}
