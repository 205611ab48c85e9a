import { expect, test } from 'vitest';
import type { TimelineEvent } from '../media/contract/timeline.ts';
import { aStoredQuestion, aStoredReply } from '../tests/support/a-stored-question.ts';
import { questionsFile } from './questions-file.ts';

const zeroUs = 5_000_000;
let seq = 0;
const at = (ms: number) => ({ seq: (seq += 1), monoUs: zeroUs + ms * 1_000, wallMs: ms });
const answered = { questionId: 'q1', answeredBy: 'Rina' };
const events: TimelineEvent[] = [
  { type: 'answer.start', ...answered, title: 'Kapan?', ...at(60_000) },
  { type: 'answer.end', ...answered, title: '=Kapan mulai?', ...at(90_000) },
  {
    type: 'answer.typed',
    ...answered,
    questionId: 'q2',
    title: 'Di mana?',
    text: 'Di Solok',
    ...at(100_000),
  },
  {
    type: 'answer.typed',
    ...answered,
    questionId: 'q3',
    title: 'Rahasia',
    text: 'x',
    ...at(110_000),
  },
  { type: 'question.delete', questionId: 'q3', ...at(120_000) },
];

/** Rows by the names of their columns. No cell in these tests holds a comma or a line. */
function read(csv: string): Record<string, string>[] {
  const [head = '', ...rows] = csv.trim().split('\r\n');
  const names = head.replace('\uFEFF', '').split(',');
  return rows.map((row) => {
    const cells = row.split(',');
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  });
}

test('by the timeline alone: those that were answered, by voice and in writing, and none that was deleted', () => {
  const file = questionsFile(undefined, events, zeroUs);
  expect(file.startsWith('\uFEFF')).toBe(true);
  const times = { answer_start_ms: '60000', answer_end_ms: '90000' };
  expect(read(file)).toEqual([
    expect.objectContaining({
      number: '1',
      text: "'=Kapan mulai?",
      answered_by: 'Rina',
      ...times,
    }),
    expect.objectContaining({ number: '2', text: 'Di mana?', replies: 'Rina: Di Solok' }),
  ]);
});

test('with the database: also those left open and answered afterwards; answers at the recording’s times', () => {
  const questions = [
    aStoredQuestion({ questionId: 'q1', state: 'answered', answerStartMs: 61_234 }),
    aStoredQuestion({ questionId: 'q4', number: 2, text: 'Masih terbuka?' }),
    aStoredQuestion({
      questionId: 'q5',
      number: 3,
      replies: [aStoredReply({ text: 'Besok' })],
    }),
  ];
  const board = { settings: undefined, questions, votes: [], muted: [] };
  expect(read(questionsFile(board, events, zeroUs))).toEqual([
    expect.objectContaining({
      state: 'answered',
      answer_start_ms: '60000',
      answer_end_ms: '90000',
    }),
    expect.objectContaining({ state: 'open', text: 'Masih terbuka?', answer_start_ms: '' }),
    expect.objectContaining({ number: '3', replies: 'Rina: Besok' }),
  ]);
});
