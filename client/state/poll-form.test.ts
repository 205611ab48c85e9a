import { expect, test } from 'vitest';
import {
  emptyPollForm,
  mayAddOption,
  toPlan,
  toPollForm,
  withoutOption,
  withOption,
} from './poll-form.ts';

test('empty options are left out; two that differ are needed', () => {
  const form = { ...emptyPollForm, question: ' Tokoh? ', options: ['Ikal', '', 'Lintang'] };
  expect(toPlan(form).plan).toEqual({
    kind: 'single',
    question: 'Tokoh?',
    options: ['Ikal', 'Lintang'],
  });
  expect(toPlan({ ...form, options: ['Ikal', 'ikal'] })).toEqual({ problem: 'options' });
  expect(toPlan({ ...form, options: ['Ikal', ' '] })).toEqual({ problem: 'options' });
  expect(toPlan({ ...form, question: ' ' })).toEqual({ problem: 'question' });
});

test('changing the kind and back loses nothing, and only what belongs to the kind is sent', () => {
  const form = { ...emptyPollForm, question: 'Mudah?', options: ['a', 'b'] };
  expect(toPlan({ ...form, kind: 'scale', toLabel: 'mudah' }).plan).toEqual({
    ...{ kind: 'scale', question: 'Mudah?', from: 1, to: 5, fromLabel: '', toLabel: 'mudah' },
  });
  expect(toPlan({ ...form, kind: 'words' }).plan).toEqual({
    ...{ kind: 'words', question: 'Mudah?', maxWords: 1 },
  });
});

test('a stored poll fills the form from which it was made', () => {
  const plan = { kind: 'multiple' as const, question: 'Buku?', options: ['a', 'b', 'c'] };
  const form = toPollForm(plan, false);
  expect(form.isShown).toBe(false);
  expect(toPlan(form).plan).toEqual(plan);
});

test('options are changed one by one, ten at most', () => {
  const form = { ...emptyPollForm, options: ['a', 'b'] };
  expect(withOption(form, 1, 'c').options).toEqual(['a', 'c']);
  expect(withoutOption(form, 0).options).toEqual(['b']);
  expect(mayAddOption(form)).toBe(true);
  expect(mayAddOption({ ...form, options: Array.from({ length: 10 }, String) })).toBe(false);
});
