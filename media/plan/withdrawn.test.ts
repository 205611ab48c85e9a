import { expect, test } from 'vitest';
import type { TimelineEvent } from '../contract/timeline.ts';
import { listAnswers } from './answers.ts';
import { planChapters } from './chapters.ts';
import { listMarks } from './marks.ts';
import { draftNotes } from './show-notes.ts';
import { listSlides } from './slides.ts';
import { forgetInChapters, forgetInEvents, forgetInNotes, peersTakenOut } from './withdrawn.ts';

const withdrawn = {
  takeIds: ['t'],
  peerIds: ['gone'],
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

const at = (seconds: number) => ({ seq: 0, monoUs: seconds * 1_000_000, wallMs: 0 });

test('no chapter that is found says their name: not of a mark, a deck, or a question of others', () => {
  const answer = { questionId: 'q2', answeredBy: 'Budi', ...at(90) };
  const slide = { page: 0, key: 'slides/1.webp', width: 16, height: 9 };
  const events: TimelineEvent[] = [
    { type: 'record.on', ...at(0) },
    { type: 'mark', markId: 'm1', title: 'Bu Sari bercerita', peerId: 'p', ...at(20) },
    { type: 'mark', markId: 'm2', title: 'Cerita', peerId: 'p', ...at(40) },
    { type: 'mark.rename', markId: 'm2', title: 'Cerita Sari', ...at(41) },
    { type: 'mark', markId: 'm3', title: 'Sarimin', peerId: 'p', ...at(60) },
    { type: 'answer.start', title: 'Sari, kapan terbit?', ...answer },
    { type: 'answer.end', title: 'Sari, kapan terbit?', ...answer, ...at(100) },
    { type: 'slide.show', deckId: 'd', title: 'Halaman Sari', ...slide, ...at(120) },
    { type: 'record.off', ...at(600) },
  ];
  const chaptersOf = (told: TimelineEvent[]) =>
    planChapters({
      ...{ sessionTitle: 'Bincang', language: 'id', durationMs: 600_000, takes: [] },
      ...{ speakers: [], marks: listMarks(told, 0), answers: listAnswers(told, 0) },
      slides: listSlides(told, 0),
    }).map(({ title }) => title);
  expect(chaptersOf(events).join()).toMatch(/Sari bercerita.*Cerita Sari.*Sari, .*Halaman/);
  const kept = forgetInEvents(events, withdrawn);
  expect(chaptersOf(kept)).toEqual(['Bincang', 'Sarimin', '…, kapan terbit?']);
  // The slides themselves are shown on.
  expect(listSlides(kept, 0)).toHaveLength(1);
});

test('nobody is called by their name, and what others wrote has an ellipsis for it', () => {
  const polled = { pollId: 'p', kind: 'single', ...at(0) };
  const take = { kind: 'audio', source: 'microphone', codec: 'opus', paused: false } as const;
  const join = { type: 'peer.join', peerId: 'p', role: 'speaker', ...at(0) } as const;
  const events: TimelineEvent[] = [
    { ...join, displayName: 'Sari' },
    { ...join, peerId: 'gone', displayName: 'Bu S.' },
    { ...join, displayName: 'Sari Dewi' },
    {
      type: 'take.start',
      takeId: 't',
      peerId: 'p',
      producerId: 'x',
      displayName: 'Sari',
      ...take,
      ...at(0),
    },
    { type: 'poll.open', question: 'Siapa: Sari?', ...polled },
    {
      ...{ type: 'poll.result', question: 'Siapa?', isShown: true, people: 1, ...polled },
      results: [{ label: 'Sari', count: 1 }],
    },
    { ...typed('q2', 'Budi'), text: 'Tanya Sari.' } as TimelineEvent,
  ];
  const told = JSON.stringify(forgetInEvents(events, withdrawn));
  expect(told.match(/.{0,3}Sari.{0,5}/g)).toEqual([expect.stringContaining('Sari Dewi')]);
  expect(told).toContain('Tanya ….');
  expect(told).not.toContain('Bu S.');
});

test("a host's chapters lose those with their name or question, the first but its title", () => {
  const chapters = ['Bincang dengan Sari', 'Sari membagikan layar', 'Kapan terbit?', 'Penutup'];
  const kept = forgetInChapters(
    chapters.map((title, index) => ({ startMs: index * 1_000, title, kind: 'mark' as const })),
    traces,
    'id',
  );
  expect(kept.map(({ startMs, title }) => [startMs, title])).toEqual([
    [0, 'Pembukaan'],
    [3_000, 'Penutup'],
  ]);
  const asked = forgetInChapters(
    [{ startMs: 0, title: 'Kapan terbit?', kind: 'mark' }],
    traces,
    'en',
  );
  expect(asked.map(({ title }) => title)).toEqual(['Opening']);
});

test('"Bu" is not in "Buku" and "Bulan", and accents are the same however they are written', () => {
  const titles = ['Pembuka', 'Buku baru', 'Bulan depan', 'Bersama Bu', 'Kata Zoe\u0308'];
  const kept = forgetInChapters(
    titles.map((title, index) => ({ startMs: index * 1_000, title, kind: 'mark' as const })),
    { names: ['Bu', 'Zo\u00EB'], asked: [] },
    'id',
  );
  expect(kept.map(({ title }) => title)).toEqual(['Pembuka', 'Buku baru', 'Bulan depan']);
});

test('a long question is known by what fits into the title of a chapter', () => {
  const long = `Kapan  terbit?\nDan ${'di mana, '.repeat(30)}`;
  const titles = ['Pembuka', long.slice(0, 200).replaceAll('\n', ' ').trim(), 'Kapan terbit?'];
  const kept = forgetInChapters(
    titles.map((title, index) => ({ startMs: index * 1_000, title, kind: 'mark' as const })),
    { names: [], asked: [long] },
    'id',
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

test('notes have an ellipsis for their name in what the draft tells of polls and of others’ answers', () => {
  const names = ['Sari', 'Bu *Ani*'];
  const draft = (sari: string, ani: string) =>
    draftNotes({
      description: 'Dengan Sari.\n\n- **Sari** membuka acara.',
      answers: [
        {
          question: `Di mana ${sari}?`,
          answer: `Tanya ${ani}, bukan Sarimin.`,
          answeredBy: 'Budi',
        },
      ],
      polls: [{ question: 'Siapa?', people: 1, results: [{ label: sari, count: 1 }] }],
      partners: [{ name: 'Toko Sari', url: 'https://example.org/' }],
      language: 'id',
    });
  const said = draft('Sari', 'Bu *Ani*');
  expect(said).toContain('Bu \\*Ani\\*');
  expect(forgetInNotes(said, { names, asked: [] })).toBe(draft('…', '…'));
});

test('of a peer who has something left, not all is gone', () => {
  const of = (peerId: string, withdrawnAt: Date | null) => ({ peerId, withdrawnAt });
  const gone = new Date(0);
  expect(peersTakenOut([of('p', gone), of('q', gone), of('q', null), of('p', gone)])).toEqual([
    'p',
  ]);
});
