import { expect, test } from 'vitest';
import { newSeriesForm, seriesProblems, toSeriesBody } from './series-form.ts';

const form = { ...newSeriesForm('id', 'Perpustakaan Kota'), title: 'Klub Buku' };

test('what is empty is left out of the body', () => {
  const body = toSeriesBody({ ...form, subcategory: '', ownerEmail: '' });
  expect(body).not.toHaveProperty('subcategory');
  expect(body).not.toHaveProperty('ownerEmail');
});

test('only a title is missing from a new series', () => {
  expect(seriesProblems(form)).toEqual({});
  expect(seriesProblems({ ...form, title: ' ' })).toEqual({
    title: { key: 'problem.required' },
  });
});

test('an email address may be absent but not wrong', () => {
  expect(seriesProblems({ ...form, ownerEmail: 'sri@' })).toEqual({
    ownerEmail: { key: 'problem.email' },
  });
});
