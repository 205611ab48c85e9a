import type { AnsweredAfterwards } from '../protocol/afterwards.ts';
import { cutToBytes, escapeText, toXmlLine } from './xml-text.ts';

/** Of a question, or an answer. The whole is on the episode's page. */
const maxTextBytes = 300;

/** As feeds and the server's own pages say it. */
export const answerWords = {
  id: {
    answered: 'Dijawab setelah acara',
    answeredAloud: 'Jawaban suara ada di akhir episode.',
  },
  en: {
    answered: 'Answered after the session',
    answeredAloud: 'The answer is heard at the end.',
  },
};

/**
 * What was answered once the session had ended, as HTML; as many as fit, from the first. Empty where nothing was.
 *
 * @param language of the series, ISO 639-1.
 */
export function answerLines(
  answered: readonly AnsweredAfterwards[],
  language: string,
  maxBytes: number,
): string {
  const words = answerWords[language.startsWith('en') ? 'en' : 'id'];
  let items = '';
  const whole = (list: string): string =>
    list === '' ? '' : `<p><strong>${words.answered}</strong></p><ul>${list}</ul>`;
  for (const { question, answers, spokenBy } of answered) {
    const told = answers.map(({ text, answeredBy }) => `${short(text)}${by(answeredBy)}`);
    if (spokenBy !== undefined) told.push(`${words.answeredAloud}${by(spokenBy)}`);
    const longer = `${items}<li><strong>${short(question)}</strong> ${told.join(' ')}</li>`;
    if (Buffer.byteLength(whole(longer)) > maxBytes) break;
    items = longer;
  }
  return whole(items);
}

const short = (text: string): string =>
  escapeText(cutToBytes(toXmlLine(text, maxTextBytes), maxTextBytes));

const by = (name: string): string => (name === '' ? '' : ` (${escapeText(toXmlLine(name))})`);
