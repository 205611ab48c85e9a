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
  id: { answers: 'Dijawab secara tertulis', polls: 'Hasil jajak pendapat', partners: 'Mitra' },
  en: { answers: 'Answered in writing', polls: 'Poll results', partners: 'Partners' },
};

/**
 * An episode's first notes: the session's description, the questions answered in writing, how the polls ended, and who
 * it was held together with. The host may change them on the episode's page. What has a time is a chapter, and is told
 * with the chapters.
 */
export function draftNotes(draft: NotesDraft): string {
  const { description, answers, polls, partners, language } = draft;
  const heading = noteWords[language.startsWith('en') ? 'en' : 'id'];
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
  const sections = [
    description.trim(),
    ...section(heading.answers, answered),
    ...section(heading.polls, polled),
    ...section(heading.partners, linked),
  ];
  return cutLines(sections.filter((text) => text !== '').join('\n\n'));
}

const section = (heading: string, lines: readonly string[]): string[] =>
  lines.length > 0 ? [`**${heading}**\n\n${lines.join('\n')}`] : [];

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

/** Whole lines, where the text has several. */
function cutLines(text: string): string {
  if (text.length <= mostCharacters) return text;
  const cut = cutText(text, mostCharacters);
  const end = cut.lastIndexOf('\n');
  return (end > 0 ? cut.slice(0, end) : cut).trimEnd();
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
