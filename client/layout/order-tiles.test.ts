import { expect, test } from 'vitest';
import { orderTiles, type OnStage } from './order-tiles.ts';

const quiet: OnStage = {
  people: [],
  screens: [],
  lastSpeaker: undefined,
};
const show = (stage: Partial<OnStage>): string => {
  const { large, rest } = orderTiles({ ...quiet, ...stage });
  const name = (tile: { peerId: string; source: string }): string =>
    tile.source === 'screen' ? `${tile.peerId}*` : tile.peerId;
  return `${large ? name(large) : '-'} | ${rest.map(name).join(' ')}`;
};

test.each<[string, Partial<OnStage>, string]>([
  ['an empty stage', {}, '- | '],
  ['one person', { people: ['a'] }, '- | a'],
  [
    'three are equal, whoever speaks',
    { people: ['a', 'b', 'c'], lastSpeaker: 'c' },
    '- | a b c',
  ],
  [
    'of four the speaker is large',
    { people: ['a', 'b', 'c', 'd'], lastSpeaker: 'c' },
    'c | a b d',
  ],
  ['of four before anyone spoke, the first', { people: ['a', 'b', 'c', 'd'] }, 'a | b c d'],
  ['a screen is large and nobody is lost', { people: ['a', 'b'], screens: ['b'] }, 'b* | a b'],
  [
    'the newest of two screens is large',
    { people: ['a', 'b'], screens: ['b', 'a'] },
    'a* | b* a b',
  ],
])('%s', (_, stage, expected) => {
  expect(show(stage)).toBe(expected);
});

test('a speaker who has left the stage is not waited for', () => {
  expect(show({ people: ['a', 'b', 'c', 'd'], lastSpeaker: 'gone' })).toBe('a | b c d');
});

test('the only picture of a saving mode is large, also among few people', () => {
  const onlyPicture = { peerId: 'budi', source: 'camera' } as const;
  const order = { people: ['rina', 'budi'], screens: [], lastSpeaker: 'rina', onlyPicture };
  expect(orderTiles(order).large).toEqual(onlyPicture);
  expect(orderTiles({ ...order, people: ['budi'] }).large).toBeUndefined();
});
