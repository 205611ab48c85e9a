import { expect, test } from 'vitest';
import { box, findBox, getBox, readBoxes, uint32 } from './boxes.ts';

test('what is written is read back, at any depth', () => {
  const bytes = box('moov', box('trak', box('free', uint32(1, 2))), box('udta'));
  expect(getBox(bytes, 'moov/trak/free')).toEqual(uint32(1, 2));
  expect(findBox(bytes, 'moov/trak/mdia')).toBeUndefined();
  expect(() => getBox(bytes, 'moov/mdia')).toThrow('no moov/mdia');
});

test('64-bit lengths and a last box without one are understood', () => {
  const large = Buffer.concat([uint32(1), Buffer.from('mdat'), uint32(0, 20), uint32(7)]);
  const open = Buffer.concat([uint32(0), Buffer.from('free'), uint32(9)]);
  const boxes = readBoxes(Buffer.concat([large, open]));
  expect(boxes.map(({ type, body }) => [type, body.readUInt32BE()])).toEqual([
    ['mdat', 7],
    ['free', 9],
  ]);
});

test.each([4, 100])('a length of %d that points outside is refused', (length) => {
  expect(() => readBoxes(Buffer.concat([uint32(length), Buffer.from('free')]))).toThrow(
    'broken',
  );
});
