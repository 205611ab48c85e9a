import { expect, test } from 'vitest';
import { listRecordedPeople, namesTakenOut, takesTakenOut } from './recorded-people.ts';

const out = { at: new Date(0), by: 'Budi' };
const take = (peerId: string, displayName: string, withdrawn?: typeof out) => ({
  ...{ peerId, displayName, withdrawn },
});

test.each([
  { name: 'Pak Rahmat', names: ['Pak Rahmat', 'Pak Rahma'] },
  { name: 'Pak Rahma', names: ['Pak Rahma', 'Pak Rahmat', 'Tamu'] },
  // Not by which name somebody else was called besides.
  { name: 'Tamu', names: ['Tamu', 'Pak Rahma'] },
  { name: 'Sari', names: ['Sari'] },
  { name: 'Only asked', names: ['Only asked'] },
  // Who is nameless by now, and was not.
  { name: '', names: ['Pak Rahma', 'Pak Rahmat'] },
])('with $name go $names', ({ name, names }) => {
  const takes = [
    ...[take('p', 'Pak Rahma'), take('q', 'Pak Rahma'), take('p', 'Pak Rahmat')],
    ...[take('q', 'Tamu'), take('s', 'Sari'), take('p', '')],
  ];
  expect(namesTakenOut(takes, name)).toEqual(names);
});

test('who has no name, or had none for a while, is taken out whole, and nobody else is', () => {
  const [nameless, begun, named] = [take('n', ''), take('s', ''), take('s', 'Sari')];
  const takes = [nameless, begun, named, take('b', 'Budi')];
  expect(takesTakenOut(takes, '')).toEqual([nameless]);
  expect(takesTakenOut(takes, 'Sari')).toEqual([begun, named]);
});

test("a name is the same in both of Unicode's ways", () => {
  const takes = [take('p', 'Andr\u00e9'), take('p', 'Andre')];
  expect(namesTakenOut(takes, 'Andre\u0301')).toContain('Andre');
});

test('people are listed once, by the name they last had, and as taken out when nothing of theirs is left', () => {
  const takes = [
    ...[take('p', 'Pak Rahma', out), take('s', 'Sari'), take('s', 'Sari')],
    ...[take('p', 'Pak Rahmat', out), take('q', 'Tamu', out), take('q', 'Tono')],
  ];
  expect(listRecordedPeople(takes)).toEqual([
    { displayName: 'Pak Rahmat', alsoAs: ['Pak Rahma'], withdrawn: out },
    { displayName: 'Sari', alsoAs: [], withdrawn: undefined },
    { displayName: 'Tono', alsoAs: ['Tamu'], withdrawn: undefined },
  ]);
});
