import { expect, test } from 'vitest';
import { mutesOfPeople } from './mutes.ts';

const takes = [
  { peerId: 'phone', displayName: 'Tamu' },
  { peerId: 'sari', displayName: 'Sari' },
  { peerId: 'laptop', displayName: 'Budi' },
  { peerId: 'phone', displayName: 'Budi' },
  { peerId: 'x', displayName: '' },
  { peerId: 'y', displayName: '' },
];
const stretch = { fromMs: 1_000, toMs: 2_000 };
const silenced = (peerId: string) =>
  mutesOfPeople([{ peerId, ...stretch }], takes).map((mute) => mute.peerId);

test('who came back as another peer is silenced as either, by the last name they had', () => {
  expect(silenced('laptop')).toEqual(['phone', 'laptop']);
  expect(silenced('phone')).toEqual(['phone', 'laptop']);
  expect(silenced('sari')).toEqual(['sari']);
});

test('who has no name, or is not known any more, is nobody else', () => {
  expect(silenced('x')).toEqual(['x']);
  expect(silenced('gone')).toEqual(['gone']);
});

test('of a screen, it is the screens of that name', () => {
  const mute = { peerId: 'laptop', source: 'screen-audio', ...stretch } as const;
  expect(mutesOfPeople([mute], takes)).toEqual([{ ...mute, peerId: 'phone' }, mute]);
});
