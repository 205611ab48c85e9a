import { expect, test } from 'vitest';
import { listRecordedPeople } from './list-recorded-people.ts';

const people = [
  { displayName: 'Pak Rahmat', alsoAs: ['Pak Rahma'] },
  { displayName: 'Sari', alsoAs: [] },
];

test('who was recorded stands in the list once, also where they asked under an earlier name', () => {
  const askers = ['Pak Rahma', 'Sari', 'Tono'].map((displayName) => ({ displayName }));
  const listed = listRecordedPeople({ people, askers });
  expect(listed.map(({ displayName, onlyAsked }) => [displayName, onlyAsked])).toEqual([
    ['Pak Rahmat', false],
    ['Sari', false],
    ['Tono', true],
  ]);
});

test('who has no name is known by a question each', () => {
  const askers = ['1', '2'].map((questionId) => ({
    ...{ displayName: '', question: { questionId, text: 'Kapan?' } },
  }));
  const listed = listRecordedPeople({ people: [], askers });
  expect(listed.map(({ key }) => key)).toEqual(['question 1', 'question 2']);
});
