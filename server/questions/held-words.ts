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

/**
 * Whether a text holds one of the words: whole, in any case and with any accents, also with an ending ("babinya"), with
 * signs for letters ("anj1ng") and with letters drawn out ("anjiiing"). An entry may be several words.
 */
export function holdsWord(text: string, words: readonly string[]): boolean {
  // Once as it stands, and once with the signs that people write for letters.
  const readings = [text, text.replaceAll('@', 'a').replaceAll('$', 's')].map((read) =>
    foldWords(read).map(toSaid),
  );
  return words.some((entry) => {
    const held = foldWords(entry).map(toHeld);
    return held.length > 0 && readings.some((reading) => holds(reading, held));
  });
}

/** A word as its runs of equal letters: "anjiing" is a n j ii n g. */
type Runs = readonly string[];
const toRuns = (word: string): Runs => word.match(/(.)\1*/gu) ?? [];

/** A word that was said, in all the ways to read it: as it is, and without its endings. */
type Said = { whole: readonly Runs[]; stems: readonly Runs[] };

function toSaid(word: string): Said {
  const whole = lettersOf(word);
  return { whole: whole.map(toRuns), stems: whole.flatMap(stemsOf).map(toRuns) };
}

/** With fewer letters an ending makes another word: "bu" is not in "buku", "sa" not in "salah". */
const stemLength = 4;

const toHeld = (word: string): { runs: Runs; takesEndings: boolean } => ({
  runs: toRuns(word),
  takesEndings: word.length >= stemLength,
});

const holds = (
  reading: readonly Said[],
  held: readonly { runs: Runs; takesEndings: boolean }[],
): boolean =>
  reading.some((_, at) =>
    held.every(({ runs, takesEndings }, index) => {
      const said = reading[at + index];
      const forms = takesEndings ? said?.stems : said?.whole;
      return forms?.some((form) => isDrawnOut(runs, form)) ?? false;
    }),
  );

/** The same letters in the same order, each said at least as often. */
const isDrawnOut = (held: Runs, form: Runs): boolean =>
  held.length === form.length &&
  held.every((run, index) => form[index]?.startsWith(run) ?? false);

const particle = /(?:la+h+|ka+h+|pu+n+)$/u;
const owner = /(?:ny+a+|ku+|mu+)$/u;

/** A word, and what is left of it without -lah, -kah, -pun, and without -nya, -ku, -mu. */
function stemsOf(word: string): string[] {
  const bare = word.replace(particle, '');
  return [...new Set([word, bare, bare.replace(owner, '')])];
}

const letterFor: Record<string, string> = {
  '0': 'o',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
};

/** A number stays one. In a word digits stand for letters, 1 for one of two; as it is too, for entries with digits. */
function lettersOf(word: string): string[] {
  if (!/\p{L}/u.test(word) || !/\d/u.test(word)) return [word];
  const read = word.replace(/\d/gu, (digit) => letterFor[digit] ?? digit);
  return [word, read.replaceAll('1', 'i'), read.replaceAll('1', 'l')];
}
