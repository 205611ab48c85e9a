import { foldWords } from './fold-words.ts';

/**
 * Words that hold a question for review where nobody has made a list: a few coarse ones, Indonesian and Minangkabau.
 * A moderator decides; nothing is refused because of them.
 */
export const defaultHeldWords: readonly string[] = [
  'anjing',
  'babi',
  'bajingan',
  'bangsat',
  'bego',
  'brengsek',
  'goblok',
  'jancuk',
  'kontol',
  'lonte',
  'memek',
  'ngentot',
  'pelacur',
  'tolol',
  // Minangkabau.
  'baruak',
  'kalera',
  'kanciang',
  'pantek',
];

/** Whether a text holds one of the words, whole, in any case and with any accents. An entry may be several words. */
export function holdsWord(text: string, words: readonly string[]): boolean {
  const said = joined(text);
  return words.some((word) => {
    const held = joined(word);
    return held.trim() !== '' && said.includes(held);
  });
}

const joined = (text: string): string => ` ${foldWords(text).join(' ')} `;
