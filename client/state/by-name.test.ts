import { expect, test } from 'vitest';
import { byName } from './by-name.ts';

test('who came back is one person, and who has no name is nobody else', () => {
  const people = ['Budi', 'Sari', '', 'Budi', ''].map((displayName, n) => ({
    ...{ peerId: `p${n}`, displayName },
  }));
  expect(byName(people)).toEqual([
    { displayName: 'Budi', peerIds: ['p0', 'p3'] },
    { displayName: 'Sari', peerIds: ['p1'] },
    { displayName: '', peerIds: ['p2'] },
    { displayName: '', peerIds: ['p4'] },
  ]);
});
