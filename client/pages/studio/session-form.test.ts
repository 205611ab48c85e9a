import { expect, test } from 'vitest';
import { checkSessionForm, newSessionForm, toSessionForm } from './session-form.ts';

const form = { ...newSessionForm, title: 'Laskar Pelangi', date: '2026-11-28' };

test("date and time are meant by the library's clock", () => {
  expect(checkSessionForm(form, 'Asia/Jakarta').body?.startsAt).toBe(
    '2026-11-28T12:30:00.000Z',
  );
  expect(checkSessionForm(form, 'Asia/Jayapura').body?.startsAt).toBe(
    '2026-11-28T10:30:00.000Z',
  );
});

test.each([
  ['no date', { date: '' }, { date: { key: 'problem.required' } }],
  ['no time', { time: '' }, { time: { key: 'problem.required' } }],
  ['no title', { title: '' }, { title: { key: 'problem.required' } }],
])('%s is named at its field', (_case, change, problems) => {
  expect(checkSessionForm({ ...form, ...change }, 'Asia/Jakarta')).toEqual({ problems });
});

test('a session comes back as it was written', () => {
  const broadcast = { ...form, broadcast: true };
  const { body } = checkSessionForm(broadcast, 'Asia/Makassar');
  const session = {
    sessionId: 's',
    code: 'c',
    title: body?.title ?? '',
    description: '',
    seriesTitle: '',
    seriesSlug: '',
    startsAt: body?.startsAt ?? '',
    plannedMinutes: 60,
    broadcast: body?.broadcast,
    state: 'scheduled',
  } as const;
  expect(toSessionForm(session, 'Asia/Makassar')).toEqual(broadcast);
});
