export type TextPlace = { width: number; height: number };

/** Of this typeface in bold: width of a letter and distance of lines, as shares of the type size. A little more than most need. */
const letterWidth = 0.56;
const lineHeight = 1.25;

/**
 * The type size, in CSS pixels, at which a text fills its place without running over, between the smallest that can be
 * read from a chair and the largest that still holds a long word on a line.
 */
export function fitText(text: string, { width, height }: TextPlace): number {
  const paragraphs = text
    .split('\n')
    .map((line) => line.split(/\s+/u).map((word) => word.length));
  const longestWord = Math.max(...paragraphs.flat(), 1);
  const largest = Math.floor(Math.min(width / (longestWord * letterWidth), height * 0.3));
  for (let size = largest; size > 18; size--) {
    const lettersInLine = width / (size * letterWidth);
    const lines = paragraphs.reduce((sum, words) => sum + linesOf(words, lettersInLine), 0);
    if (lines * size * lineHeight <= height) return size;
  }
  return 18;
}

/** How many lines words of these lengths take, none of them broken. */
function linesOf(words: readonly number[], lettersInLine: number): number {
  let lines = 1;
  let filled = 0;
  for (const length of words) {
    const withSpace = filled === 0 ? length : filled + 1 + length;
    if (withSpace <= lettersInLine || filled === 0) filled = withSpace;
    else {
      lines++;
      filled = length;
    }
  }
  return lines;
}
