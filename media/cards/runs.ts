import bidiFactory, { type Bidi } from 'bidi-js';

/** Neighbours of a line that one font draws in one direction. The text is in the order in which it is read. */
export type Run<Font> = { text: string; font: Font; isRightToLeft: boolean };

// What the package exports is the factory itself; its types say that it is the default of a module.
const bidi = (bidiFactory as unknown as () => Bidi)();

/** Whether a text as a whole is read from right to left: its first letter decides. */
export function isRightToLeft(text: string): boolean {
  return isOdd(bidi.getEmbeddingLevels(text).paragraphs[0]?.level ?? 0);
}

/**
 * The runs of a line from its left to its right, by Unicode's bidirectional algorithm. `fonts` has one for each UTF-16 unit;
 * `fromRight` is the direction of the text that the line is part of.
 */
export function visualRuns<Font>(
  text: string,
  fonts: readonly Font[],
  fromRight: boolean,
): Run<Font>[] {
  const embedding = bidi.getEmbeddingLevels(text, fromRight ? 'rtl' : 'ltr');
  const { levels } = embedding;
  const runs: Run<Font>[] = [];
  let last = -1;
  for (const index of bidi.getReorderedIndices(text, embedding)) {
    const run = runs.at(-1);
    const unit = text.charAt(index);
    const isRightToLeft = isOdd(levels[index]);
    const isNext = levels[index] === levels[last] && index - last === (isRightToLeft ? -1 : 1);
    if (run && isNext && fonts[index] === run.font)
      run.text = isRightToLeft ? unit + run.text : run.text + unit;
    else runs.push({ text: unit, font: fonts[index] as Font, isRightToLeft });
    last = index;
  }
  return runs;
}

/** What is read from right to left, in the order of its places: brackets are turned. For letters that never join. */
export function mirrored(text: string): string {
  return Array.from(text)
    .reverse()
    .map((char) => bidi.getMirroredCharacter(char) ?? char)
    .join('');
}

function isOdd(level = 0): boolean {
  return level % 2 === 1;
}
