import { heldWordLimits } from '../../server/protocol/questions.ts';

/** What is wrong with a list of words, and where: lines are counted from 1, as they stand in the field. */
export type HeldWordProblem =
  { kind: 'long'; line: number; word: string } | { kind: 'many'; line: number };

/** The words of a list as it was typed, one a line; empty lines are none. */
export function readHeldWords(typed: string): { words: string[]; problem?: HeldWordProblem } {
  const lines = typed
    .split('\n')
    .map((text, index) => ({ word: text.trim(), line: index + 1 }))
    .filter(({ word }) => word !== '');
  const words = lines.map(({ word }) => word);
  const long = lines.find(({ word }) => word.length > heldWordLimits.letters);
  if (long) return { words, problem: { kind: 'long', ...long } };
  const tooMany = lines[heldWordLimits.lines];
  return tooMany ? { words, problem: { kind: 'many', line: tooMany.line } } : { words };
}
