import { cutText } from '../../server/protocol/cut-text.ts';
import type { Partner } from '../../server/protocol/partners.ts';
import type { PollResult } from './poll-results.ts';
import type { WrittenAnswer } from './written-answers.ts';

/** Notes are limited where they are edited, and feeds to 4000 characters; this is the shorter of the two. */
const mostCharacters = 3_500;
/** In the tag of a file. */
const mostInFile = 1_000;
/** A poll of many words has a long tail. */
const mostResults = 8;

export type NotesDraft = {
  /** Of the session, a small Markdown subset. */
  description: string;
  answers: readonly WrittenAnswer[];
  polls: readonly PollResult[];
  /** Of the series. */
  partners: readonly Partner[];
  /** Of the series, ISO 639-1. */
  language: string;
};

export const noteWords = {
  id: {
    answers: 'Dijawab secara tertulis',
    polls: 'Hasil jajak pendapat',
    partners: 'Mitra',
    leftOut: 'tidak muat di sini.',
  },
  en: {
    answers: 'Answered in writing',
    polls: 'Poll results',
    partners: 'Partners',
    leftOut: 'did not fit in here.',
  },
};

/**
 * An episode's first notes: the session's description, the questions answered in writing, how the polls ended, and who
 * it was held together with. The host may change them on the episode's page. What has a time is a chapter, and is told
 * with the chapters. Where they would be too long, partners have their room first, then polls, but half of it is the
 * description's; answers have what is left.
 */
export function draftNotes(draft: NotesDraft): string {
  const { answers, polls, partners, language } = draft;
  const words = noteWords[language.startsWith('en') ? 'en' : 'id'];
  const answered = answers.map(({ question, answer, answeredBy }) => {
    const by = answeredBy === '' ? '' : answererInNotes(answeredBy);
    return `${questionInNotes(question)}${plain(answer)}${by}`;
  });
  const polled = polls.map(({ question, results }) => {
    const told = results
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => b.count - a.count)
      .slice(0, mostResults)
      .map(({ label, count }) => `${plain(label)} ${count}`);
    return `- **${plain(question)}** ${told.join(', ')}`;
  });
  const linked = partners.map(({ name, url }) => `- [${plain(name)}](${addressInNotes(url)})`);
  const whole = draft.description.trim();
  const half = mostCharacters / 2;
  const partnered = toSection(words.partners, linked, half, words);
  const pollRoom = roomBeside(partnered, whole.slice(0, half));
  const counted = toSection(words.polls, polled, pollRoom, words);
  const leastAnswers = toSection(words.answers, answered, 0, words);
  const description = cutWords(whole, roomBeside(leastAnswers, counted, partnered));
  const answerRoom = roomBeside(description, counted, partnered);
  const written = toSection(words.answers, answered, answerRoom, words);
  return joinTexts([description, written, counted, partnered]);
}

const joinTexts = (texts: readonly string[]): string =>
  texts.filter((text) => text !== '').join('\n\n');

/** For one more text, with what parts it from the others. */
const roomBeside = (...texts: string[]): number =>
  mostCharacters - joinTexts([...texts, ' ']).length + 1;

/** A heading with as many lines as there is room for, and how many there is none for. */
function toSection(
  heading: string,
  lines: readonly string[],
  most: number,
  { leftOut }: { leftOut: string },
): string {
  if (lines.length === 0) return '';
  const told = (shown: number): string => {
    const rest = lines.length - shown;
    const last = rest > 0 ? [`- ${rest} ${leftOut}`] : [];
    return [`**${heading}**\n`, ...lines.slice(0, shown), ...last].join('\n');
  };
  const whole = told(lines.length);
  if (whole.length <= most) return whole;
  let shown = 0;
  while (told(shown + 1).length <= most) shown += 1;
  return told(shown);
}

/** How a line about a question begins, */
export const questionInNotes = (question: string): string => `- **${plain(question)}** `;
/** and how it ends where somebody answered it. */
export const answererInNotes = (name: string): string => ` (${plain(name)})`;

/** An address ends where its link does. */
const addressInNotes = (url: string): string =>
  new URL(url).href.replaceAll('(', '%28').replaceAll(')', '%29');

/** People's words are words: what looks like Markdown in them is said as it is. */
export const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>#|~]/g, '\\$&');

/** Whole words, where there are several. */
function cutWords(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${cutText(text, most - 1).replace(/\s+\S*$/, '')}…`;
}

/** A few plain lines for the tag inside the file, which some players show and none renders. */
export function plainNotes(notes: string): string {
  const plainText = notes
    .replace(/!?(?<!\\)\[((?:\\.|[^\]\\])*)\]\([^)]*\)/g, '$1')
    .replace(/\\([\\`*_[\]<>#|~])|[*_`#>]+/g, '$1')
    .replace(/[ \t]+/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return cutText(plainText, mostInFile);
}
