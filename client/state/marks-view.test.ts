import { expect, test } from 'vitest';
import { applyMarksNotice, freeMarkTitle, noMarks } from './marks-view.ts';

const mark = (title: string, atMs = 0) => ({ markId: title, title, atMs });
const numbered = (number: number): string => `Tanda ${number}`;

test('a new mark has the next number, and never the title of another', () => {
  expect(freeMarkTitle([], numbered)).toBe('Tanda 1');
  const marks = [mark('Tanda 1'), mark('Tanya jawab')];
  expect(freeMarkTitle(marks, numbered)).toBe('Tanda 3');
  expect(freeMarkTitle([mark('Tanda 2'), mark('Tanda 3')], numbered)).toBe('Tanda 4');
});

test('what the hub says of marks replaces what was known', () => {
  const marks = [mark('Pembukaan', 5)];
  const heard = applyMarksNotice(noMarks, { name: 'marks:changed', notice: { marks } });
  expect(heard).toEqual({ marks });
  const other = applyMarksNotice(heard, { name: 'hands:changed', notice: { hands: [] } });
  expect(other).toBe(heard);
});
