import { expect, test } from 'vitest';
import { exportPolls, exportPollsCsv } from './poll-export.ts';
import type { PollEntry } from './poll-ledger.ts';
import type { StoredPoll } from './poll.ts';

const base: StoredPoll = {
  ...{ pollId: 'p', sessionId: 's', version: 3, state: 'closed', isShown: true },
  plan: { kind: 'words', question: 'Satu kata, "jujur"', maxWords: 1 },
  hiddenWords: ['buruk'],
  createdAt: new Date('2026-11-28T12:00:00Z'),
  openedAt: new Date('2026-11-28T12:40:00Z'),
  closedAt: new Date('2026-11-28T12:45:00Z'),
};
const scale: StoredPoll = {
  ...base,
  ...{ pollId: 'q', hiddenWords: [], state: 'open', closedAt: undefined },
  plan: { kind: 'scale', question: 'Mudah?', from: 0, to: 2, fromLabel: 'tidak', toLabel: '' },
};
const entries: PollEntry[] = [
  {
    poll: base,
    answers: new Map([
      ['rahasia-1', { words: ['Seru'] }],
      ['rahasia-2', { words: ['seru'] }],
      ['rahasia-3', { words: ['buruk'] }],
    ]),
  },
  { poll: scale, answers: new Map([['rahasia-1', { choices: [2] }]]) },
  { poll: { ...base, state: 'draft' }, answers: new Map() },
];

test('the export has what was asked and how it was answered, and nobody who did', () => {
  const polls = exportPolls(entries);
  expect(polls).toEqual([
    {
      ...{ question: 'Satu kata, "jujur"', kind: 'words', state: 'closed', people: 3 },
      ...{ openedAt: '2026-11-28T12:40:00.000Z', closedAt: '2026-11-28T12:45:00.000Z' },
      results: [
        { label: 'Seru', count: 2, isHidden: false },
        { label: 'buruk', count: 1, isHidden: true },
      ],
    },
    {
      ...{ question: 'Mudah?', kind: 'scale', state: 'open', people: 1 },
      ...{ openedAt: '2026-11-28T12:40:00.000Z', closedAt: undefined },
      results: [
        { label: '0 (tidak)', count: 0, isHidden: false },
        { label: '1', count: 0, isHidden: false },
        { label: '2', count: 1, isHidden: false },
      ],
    },
  ]);
  expect(JSON.stringify(polls)).not.toContain('rahasia');
});

test('as rows, one for each answer', () => {
  const times = '2026-11-28T12:40:00.000Z,2026-11-28T12:45:00.000Z';
  expect(exportPollsCsv(entries).split('\r\n')).toEqual([
    '\uFEFFquestion,kind,state,opened_at,closed_at,people,answer,count,percent_of_people,hidden',
    `"Satu kata, ""jujur""",words,closed,${times},3,Seru,2,66.7,no`,
    `"Satu kata, ""jujur""",words,closed,${times},3,buruk,1,33.3,yes`,
    'Mudah?,scale,open,2026-11-28T12:40:00.000Z,,1,0 (tidak),0,0,no',
    'Mudah?,scale,open,2026-11-28T12:40:00.000Z,,1,1,0,0,no',
    'Mudah?,scale,open,2026-11-28T12:40:00.000Z,,1,2,1,100,no',
    '',
  ]);
});
