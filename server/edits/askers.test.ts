import { expect, test } from 'vitest';
import type { QuestionState } from '../protocol/questions.ts';
import { isTold, listAskers } from './askers.ts';

const asked = (questionId: string, displayName: string, askerMode = 'named') => ({
  ...{ questionId, displayName, text: `Kata ${questionId}`, withdrawn: undefined },
  askerMode: askerMode as 'named' | 'hidden' | 'anonymous',
});
const at = new Date('2026-11-27T02:00:00Z');

test('a name is listed once; who has none is known by the question, and no two are joined', () => {
  const questions = [
    ...[asked('q1', 'Sari'), asked('q2', 'Sari', 'hidden')],
    ...[asked('q3', '', 'anonymous'), asked('q4', '', 'anonymous')],
  ];
  expect(listAskers(questions, [], 'named')).toEqual([
    { displayName: 'Sari', question: undefined, withdrawn: undefined },
    ...['q3', 'q4'].map((questionId) => ({
      ...{ displayName: '', question: { questionId, text: `Kata ${questionId}` } },
      withdrawn: undefined,
    })),
  ]);
});

test('where the session tells no names, none is told', () => {
  const [asker] = listAskers([asked('q1', 'Sari')], [], 'anonymous');
  expect(asker).toMatchObject({ displayName: '', question: { questionId: 'q1' } });
});

test('of what was taken out nothing is told but the name, when and by whom', () => {
  const gone = [
    { questionId: 'q1', displayName: 'Sari', at, by: 'Ani' },
    { questionId: 'q3', displayName: '', at, by: 'Ani' },
  ];
  expect(listAskers([], gone, 'named')).toEqual([
    { displayName: 'Sari', question: undefined, withdrawn: { at, by: 'Ani' } },
    {
      ...{ displayName: '', question: { questionId: 'q3', text: '' } },
      withdrawn: { at, by: 'Ani' },
    },
  ]);
});

test.each([
  { states: ['open'], isSpoken: false, told: false },
  { states: ['open', 'answering', 'open'], isSpoken: false, told: true },
  { states: ['answered'], isSpoken: false, told: true },
  { states: ['open'], isSpoken: true, told: true },
] as const)('$states, spoken: $isSpoken', ({ states, isSpoken, told }) => {
  const history = states.map((state: QuestionState) => ({ state, at, atMs: undefined }));
  expect(isTold({ history }, { isSpoken, endedAt: at })).toBe(told);
});

test('an answer in writing after the session is on the page, not in the episode', () => {
  const history = [{ state: 'answered' as const, at, atMs: undefined }];
  const endedAt = new Date(at.getTime() - 1);
  expect(isTold({ history }, { isSpoken: false, endedAt })).toBe(false);
});
