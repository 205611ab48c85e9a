import { expect, test } from 'vitest';
import { notesToHtml } from '../../server/episodes/notes-html.ts';
import type { TimelineEvent } from '../contract/timeline.ts';
import { listPollResults } from './poll-results.ts';
import { draftNotes, plainNotes } from './show-notes.ts';
import { listWrittenAnswers } from './written-answers.ts';

const nothing = { description: '', answers: [], polls: [], partners: [], language: 'id' };
const stamp = { seq: 0, monoUs: 0, wallMs: 0 };

test('the first notes are the description, no longer than notes may be', () => {
  expect(draftNotes({ ...nothing, description: '  Bacalah bab **satu**.\n' })).toBe(
    'Bacalah bab **satu**.',
  );
  expect(draftNotes({ ...nothing, description: 'x'.repeat(9_000) })).toHaveLength(3_500);
});

test('then come questions answered in writing, and how the polls ended', () => {
  const answers = [{ question: 'Jam buka?', answer: 'Pukul 8', answeredBy: 'Bu Rina' }];
  const results = [
    { label: 'Tidak', count: 2 },
    { label: 'Ya', count: 9 },
    { label: 'Mungkin', count: 0 },
  ];
  const polls = [{ question: 'Suka?', people: 11, results }];
  expect(draftNotes({ ...nothing, description: 'Bab satu.', answers, polls })).toBe(
    'Bab satu.\n\n**Dijawab secara tertulis**\n\n- **Jam buka?** Pukul 8 (Bu Rina)\n\n' +
      '**Hasil jajak pendapat**\n\n- **Suka?** Ya 9, Tidak 2',
  );
  expect(draftNotes({ ...nothing, language: 'en', polls })).toContain('**Poll results**');
});

test('what people wrote stays their words, as HTML and in a file', () => {
  const question = 'Apa *itu* [x](https://jahat.example) <b>tebal</b>\n- #1?';
  const notes = draftNotes({
    ...nothing,
    answers: [{ question, answer: 'a_b_c `d`', answeredBy: '' }],
  });
  const html = notesToHtml(notes);
  expect(html).not.toMatch(/<em>|<b>|<code>|>x<\/a>/);
  expect(html).toContain('Apa *itu* [x](');
  expect(plainNotes(notes)).toContain(
    'Apa *itu* [x](https://jahat.example) <b>tebal</b> - #1?',
  );
});

test('too many answers lose whole lines', () => {
  const answers = Array.from({ length: 200 }, (_, index) => ({
    ...{ question: `Pertanyaan ${index}?`, answer: 'Jawaban yang panjang.', answeredBy: '' },
  }));
  const notes = draftNotes({ ...nothing, answers });
  expect(notes.length).toBeLessThanOrEqual(3_500);
  expect(notes).toMatch(/Jawaban yang panjang\\?\.\n- \d+ tidak muat di sini\.$/);
});

test('the last wording counts, and nothing of a deleted question or a result that was held back', () => {
  const typed = (questionId: string, title: string, text: string): TimelineEvent => ({
    ...{ type: 'answer.typed', ...stamp, questionId, title, text, answeredBy: '' },
  });
  const result = (pollId: string, isShown: boolean, count: number): TimelineEvent => ({
    ...{ type: 'poll.result', ...stamp, pollId, kind: 'single', question: pollId, isShown },
    ...{ people: count, results: [{ label: 'Ya', count }] },
  });
  const events = [
    typed('a', 'Kapan', 'Besok'),
    typed('b', 'Siapa?', 'Saya'),
    typed('a', 'Kapan?', 'Atau lusa'),
    { type: 'question.delete' as const, ...stamp, questionId: 'b' },
    result('x', true, 1),
    result('y', true, 5),
    result('y', false, 5),
    result('x', true, 3),
    result('z', true, 0),
  ];
  expect(listWrittenAnswers(events).map(({ question, answer }) => [question, answer])).toEqual([
    ['Kapan?', 'Besok'],
    ['Kapan?', 'Atau lusa'],
  ]);
  expect(listPollResults(events)).toEqual([
    { question: 'x', people: 3, results: [{ label: 'Ya', count: 3 }] },
  ]);
});

test('inside a file there is no markup', () => {
  const notes = '# Bab satu\n\n\n\nBaca **ini**: [buku](https://example.org/a_b) dan `kode`.';
  expect(plainNotes(notes)).toBe(' Bab satu\n\nBaca ini: buku dan kode.'.trim());
});

test('partners are named with their links, whatever their names and addresses hold', () => {
  const partners = [
    { name: 'Toko *Buku* [Solok]', url: 'https://toko.example.org/solok_(lama)' },
    { name: 'Rumah Baca', url: 'https://rumah.example.org' },
  ];
  const notes = draftNotes({ ...nothing, description: 'Bab satu.', partners });
  expect(notes).toBe(
    'Bab satu.\n\n**Mitra**\n\n' +
      '- [Toko \\*Buku\\* \\[Solok\\]](https://toko.example.org/solok_%28lama%29)\n' +
      '- [Rumah Baca](https://rumah.example.org/)',
  );
  expect(plainNotes(notes)).toContain('Rumah Baca');
  expect(plainNotes(notes)).not.toContain('https');
});

test('nothing is cut within what is read as one character', () => {
  const text = `${'x'.repeat(998)}👨‍👩‍👧`;
  expect(plainNotes(text)).toBe('x'.repeat(998));
  const long = `${'x'.repeat(3_499)}🎧`;
  expect(draftNotes({ ...nothing, description: long })).toBe(`${'x'.repeat(3_499)}…`);
});

test('partners and polls have their room first; answers that do not fit are counted', () => {
  const description = `Bab satu.\n\n${'Buku ini dibaca bersama. '.repeat(110)}`.trim();
  const answers = Array.from({ length: 12 }, (_, index) => ({
    question: `Pertanyaan ${index}: di mana buku itu dapat dipinjam?`,
    answer:
      'Di perpustakaan kota, setiap hari kerja dari pukul delapan sampai pukul empat sore.',
    answeredBy: 'Bu Rina',
  }));
  const polls = [{ question: 'Suka?', people: 9, results: [{ label: 'Ya', count: 9 }] }];
  const partners = [{ name: 'Rumah Baca', url: 'https://rumah.example.org' }];
  const draft = { ...nothing, description, answers, polls, partners };

  const notes = draftNotes(draft);
  expect(notes.length).toBeLessThanOrEqual(3_500);
  expect(notes).toContain(description);
  const listed = notes.split('\n').filter((line) => line.startsWith('- **Pertanyaan'));
  expect(listed.length).toBeGreaterThan(0);
  expect(listed.every((line) => line.endsWith('(Bu Rina)'))).toBe(true);
  expect(notes).toContain(`(Bu Rina)\n- ${12 - listed.length} tidak muat di sini.\n\n`);
  expect(
    notes.endsWith(
      '**Hasil jajak pendapat**\n\n- **Suka?** Ya 9\n\n**Mitra**\n\n- [Rumah Baca](https://rumah.example.org/)',
    ),
  ).toBe(true);
  expect(draftNotes({ ...draft, language: 'en' })).toMatch(/\n- \d+ did not fit in here\.\n/);

  // A description that fills them alone.
  const full = draftNotes({ ...draft, description: 'kata '.repeat(700).trim() });
  expect(full.length).toBeLessThanOrEqual(3_500);
  expect(full).toMatch(
    /^(kata )+kata…\n\n\*\*Dijawab secara tertulis\*\*\n\n- 12 tidak muat di sini\.\n\n/,
  );
  expect(full).toContain('- **Suka?** Ya 9');
  expect(full).toContain('[Rumah Baca]');
});

test('however many polls and partners there are, half of the notes is left to the description', () => {
  const results = [{ label: 'Ya', count: 9 }];
  const polls = Array.from({ length: 50 }, (_, index) => ({
    ...{ question: `Jajak ${index}: ${'x'.repeat(150)}`, people: 9, results },
  }));
  const partners = Array.from({ length: 10 }, (_, index) => ({
    ...{ name: `Mitra ${index}`, url: `https://mitra.example.org/${'x'.repeat(260)}` },
  }));
  const description = 'kata '.repeat(600).trim();
  const notes = draftNotes({ ...nothing, description, polls, partners });
  expect(notes.length).toBeLessThanOrEqual(3_500);
  expect(notes.indexOf('…')).toBeGreaterThan(1_700);
  expect(notes).toMatch(/- 5\d* tidak muat di sini\.\n\n\*\*Mitra\*\*/);
  expect(notes).toMatch(/\n- \d tidak muat di sini\.$/);
  // Without a description there is more room for polls.
  const listed = (text: string) => text.split('Jajak ').length - 1;
  const alone = draftNotes({ ...nothing, polls });
  expect(alone.length).toBeLessThanOrEqual(3_500);
  expect(listed(alone)).toBeGreaterThan(15);
  expect(listed(draftNotes({ ...nothing, description, polls }))).toBeGreaterThan(7);
});
