import { expect, test } from 'vitest';
import type { TimelineEvent } from '../contract/timeline.ts';
import { draftNotes } from './show-notes.ts';
import { forgetInChapters, forgetInEvents, forgetInNotes, tracesOf } from './withdrawn.ts';

const withdrawn = {
  takeIds: ['t'],
  names: ['Sari'],
  questionIds: ['q1'],
};
const traces = { names: ['Sari'], asked: ['Kapan terbit?'] };
const typed = (questionId: string, answeredBy: string): TimelineEvent => ({
  ...{ type: 'answer.typed', seq: 0, monoUs: 0, wallMs: 0 },
  ...{ questionId, title: 'Judul', text: 'Teks', answeredBy },
});

test('their questions are gone, and their name under what they answered', () => {
  const events = [typed('q1', 'Budi'), typed('q2', 'Sari'), typed('q3', 'Budi')];
  expect(forgetInEvents(events, withdrawn)).toEqual([typed('q2', ''), typed('q3', 'Budi')]);
});

test('the wording that was read out is known from the timeline, as asked and as edited', () => {
  const stamp = { seq: 0, monoUs: 0, wallMs: 0, answeredBy: '' };
  const events: TimelineEvent[] = [
    { type: 'answer.start', questionId: 'q1', title: 'Kapan terbit', ...stamp },
    { type: 'answer.end', questionId: 'q1', title: 'Kapan terbit?', ...stamp },
    { type: 'answer.start', questionId: 'q2', title: 'Di mana?', ...stamp },
  ];
  expect(tracesOf(events, withdrawn)).toEqual({
    ...{ names: ['Sari'], asked: ['Kapan terbit', 'Kapan terbit?'] },
  });
});

test("a host's chapters lose those with their name or question, never the session's own", () => {
  const chapters = ['Bincang dengan Sari', 'Sari membagikan layar', 'Kapan terbit?', 'Penutup'];
  const kept = forgetInChapters(
    chapters.map((title, index) => ({ startMs: index * 1_000, title, kind: 'mark' as const })),
    traces,
  );
  expect(kept.map(({ title }) => title)).toEqual(['Bincang dengan Sari', 'Penutup']);
});

test('a long question is known by what fits into the title of a chapter', () => {
  const long = `Kapan  terbit?\nDan ${'di mana, '.repeat(30)}`;
  const titles = ['Pembuka', long.slice(0, 200).replaceAll('\n', ' ').trim(), 'Kapan terbit?'];
  const kept = forgetInChapters(
    titles.map((title, index) => ({ startMs: index * 1_000, title, kind: 'mark' as const })),
    { names: [], asked: [long] },
  );
  expect(kept.map(({ title }) => title)).toEqual(['Pembuka', 'Kapan terbit?']);
});

test('notes lose their questions and their name under an answer; what a host wrote around it stays', () => {
  const answer = (question: string, answeredBy: string) => ({
    ...{ question, answer: 'Besok *pagi*.', answeredBy },
  });
  const polls = [{ question: 'Suka?', people: 1, results: [{ label: 'Ya', count: 1 }] }];
  const draft = (answers: ReturnType<typeof answer>[]) =>
    draftNotes({
      description: 'Bab satu.\n\n\nDengan Sari.',
      ...{ answers, polls, partners: [], language: 'id' },
    });
  const said = `${draft([answer('Kapan terbit?', 'Budi'), answer('Di mana?', 'Sari')])}\n\nTerima kasih!`;
  expect(forgetInNotes(said, traces)).toBe(
    `${draft([answer('Di mana?', '')])}\n\nTerima kasih!`,
  );
  const only = draft([answer('Kapan terbit?', 'Budi')]);
  expect(forgetInNotes(only, traces)).toBe(draft([]));
  const own = 'Kapan terbit? Tanya Sari.\n\n- Satu';
  expect(forgetInNotes(own, traces)).toBe(own);
});
