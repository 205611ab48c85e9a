import { expect, test } from 'vitest';
import type { PeerState } from '../../server/protocol/protocol.ts';
import { namedLike } from './people-search.ts';

const person = (displayName: string): PeerState => ({
  ...{ peerId: displayName, displayName, role: 'listener' },
  ...{ onStage: false, connected: true },
});
const people = ['Uni Ros', 'Mak Itam', 'Rosmaini Yusuf', 'José Ros', 'etek Nur'].map(person);
const found = (text: string): string[] =>
  namedLike(people, text).map(({ displayName }) => displayName);

test('without a word everyone, by the alphabet', () => {
  expect(found(' ')).toEqual(['etek Nur', 'José Ros', 'Mak Itam', 'Rosmaini Yusuf', 'Uni Ros']);
});

test('every word counts, in any order, without regard to capitals and accents', () => {
  expect(found('ros')).toEqual(['José Ros', 'Rosmaini Yusuf', 'Uni Ros']);
  expect(found('ROS jose')).toEqual(['José Ros']);
  expect(found('tidak ada')).toEqual([]);
});
