import { expect, test } from 'vitest';
import { answerLines } from './answer-lines.ts';

const typed = (text: string, answeredBy = 'Ibu Ani') => ({ answerId: 'a', text, answeredBy });

test('questions answered since the session are told with who answered them, and how', () => {
  const answered = [
    { number: 2, question: 'Kapan <lagi>?', answers: [typed('Sabtu & Minggu.')] },
    { number: 5, question: 'Siapa\nboleh?', answers: [], spokenBy: 'Budi' },
  ];
  expect(answerLines(answered, 'id', 1_000)).toBe(
    '<p><strong>Dijawab setelah acara</strong></p><ul>' +
      '<li><strong>Kapan &lt;lagi&gt;?</strong> Sabtu &amp; Minggu. (Ibu Ani)</li>' +
      '<li><strong>Siapa boleh?</strong> Jawaban suara ada di akhir episode. (Budi)</li></ul>',
  );
  expect(answerLines(answered, 'en', 1_000)).toContain('Answered after the session');
});

test('as many as fit, and none cut open', () => {
  const many = Array.from({ length: 40 }, (_, number) => ({
    ...{
      number,
      question: `Pertanyaan ${number}? `.repeat(60),
      answers: [typed('Ya. '.repeat(200))],
    },
  }));
  const lines = answerLines(many, 'id', 1_500);
  expect(Buffer.byteLength(lines)).toBeLessThanOrEqual(1_500);
  expect(lines).toMatch(
    /<li><strong>Pertanyaan 1\?.*…<\/strong> Ya\..*… \(Ibu Ani\)<\/li><\/ul>$/,
  );
  expect(answerLines(many, 'id', 100)).toBe('');
});

test('nothing is said where nothing was answered', () => {
  expect(answerLines([], 'id', 1_000)).toBe('');
});
