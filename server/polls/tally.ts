import { AppError } from '../platform/app-error.ts';
import { cutText } from '../protocol/cut-text.ts';
import {
  pollLimits,
  type PollAnswer,
  type PollPlan,
  type PollTally,
} from '../protocol/polls.ts';

export type PollResult = {
  /** How many answered. */
  people: number;
  tally: PollTally;
};

/** What is the same word: regardless of capitals, accents, hyphens and signs around it. */
export function foldWord(word: string): string {
  const folded = word
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  // Nothing but signs, such as a heart, is a word as it is.
  return cutText(folded || word.normalize('NFC'), pollLimits.wordKey);
}

/** The answer as it is kept. Throws `invalid-input` when it does not answer what the poll asks. */
export function fitAnswer(plan: PollPlan, answer: PollAnswer): PollAnswer {
  if ('words' in answer) {
    if (plan.kind !== 'words') throw misfit();
    const words = new Map(answer.words.map((word) => [foldWord(word), word]));
    if (words.size > plan.maxWords) throw misfit();
    return { words: [...words.values()] };
  }
  const choices = [...new Set(answer.choices)].sort((a, b) => a - b);
  const [lowest, highest] = bounds(plan);
  const fits = choices.every((choice) => choice >= lowest && choice <= highest);
  if (!fits || (plan.kind !== 'multiple' && choices.length !== 1)) throw misfit();
  return { choices };
}

const misfit = (): AppError =>
  new AppError('invalid-input', 'This is no answer to what the poll asks.');

/** The lowest and highest choice; none for words. */
function bounds(plan: PollPlan): [number, number] {
  if (plan.kind === 'words') return [0, -1];
  return plan.kind === 'scale' ? [plan.from, plan.to] : [0, plan.options.length - 1];
}

/** Counts all answers anew: a room has hundreds, and what is counted anew cannot drift. */
export function tallyOf(
  plan: PollPlan,
  hiddenWords: readonly string[],
  answers: Iterable<PollAnswer>,
  { listedWords }: { listedWords: number } = pollLimits,
): PollResult {
  const [lowest, highest] = bounds(plan);
  const counts = new Array<number>(highest - lowest + 1).fill(0);
  /** By key: how many people, and how they wrote it. */
  const words = new Map<string, { count: number; spellings: Map<string, number> }>();
  let people = 0;
  for (const answer of answers) {
    people += 1;
    for (const choice of 'choices' in answer ? answer.choices : []) {
      counts[choice - lowest] = (counts[choice - lowest] ?? 0) + 1;
    }
    for (const word of 'words' in answer ? answer.words : []) {
      const key = foldWord(word);
      const group = words.get(key) ?? { count: 0, spellings: new Map<string, number>() };
      group.count += 1;
      group.spellings.set(word, (group.spellings.get(word) ?? 0) + 1);
      words.set(key, group);
    }
  }
  const all = [...words]
    .map(([key, { count, spellings }]) => ({
      key,
      word: mostFrequent(spellings),
      count,
      isHidden: hiddenWords.includes(key),
    }))
    .sort((a, b) => b.count - a.count || a.key.localeCompare(b.key));
  return { people, tally: { counts, ...listed(all, listedWords) } };
}

/** The most frequent words, and every hidden one, so that it can be shown again. */
function listed(
  all: PollTally['words'],
  atMost: number,
): Pick<PollTally, 'words' | 'moreWords'> {
  const shown = new Set(all.filter(({ isHidden }) => !isHidden).slice(0, atMost));
  const words = all.filter((word) => word.isHidden || shown.has(word));
  return { words, moreWords: all.length - words.length };
}

/** What of it everyone may see. */
export function shownTally(tally: PollTally): PollTally {
  return { ...tally, words: tally.words.filter(({ isHidden }) => !isHidden) };
}

/** The first of those that occur most often. */
function mostFrequent(counts: ReadonlyMap<string, number>): string {
  let best = { value: '', count: 0 };
  for (const [value, count] of counts) if (count > best.count) best = { value, count };
  return best.value;
}
