import { expect, test } from 'vitest';
import { withComment } from './id3-comment.ts';

/** A tag whose content is `bytes` long. */
function header(bytes: number): Buffer {
  const size = [21, 14, 7, 0].map((shift) => (bytes >> shift) & 0x7f);
  return Buffer.from([...Buffer.from('ID3\u0003\0\0', 'latin1'), ...size]);
}

test('the comment is a frame of its own, and the tag is longer by it', () => {
  const changed = withComment(header(1_000), { language: 'ind', text: 'Halo 📚' });
  const frame = changed.subarray(10);
  expect(changed.subarray(0, 10)).toEqual(header(1_000 + frame.length));
  expect(frame.toString('latin1', 0, 4)).toBe('COMM');
  expect(frame.readUInt32BE(4)).toBe(frame.length - 10);
  expect(frame[10]).toBe(1);
  expect(frame.toString('latin1', 11, 14)).toBe('ind');
  expect(frame.subarray(14, 20)).toEqual(Buffer.from([0xff, 0xfe, 0, 0, 0xff, 0xfe]));
  expect(frame.toString('utf16le', 20)).toBe('Halo 📚');
});

test('sizes of more than 127 bytes carry over, seven bits at a time', () => {
  const changed = withComment(header(127), { language: 'eng', text: '' });
  expect(changed.subarray(0, 10)).toEqual(header(127 + changed.length - 10));
});

test('anything but an ID3v2.3 tag is refused', () => {
  const other = Buffer.concat([Buffer.from('ID3\u0004', 'latin1'), Buffer.alloc(6)]);
  expect(() => withComment(other, { language: 'ind', text: 'x' })).toThrow('ID3v2.3');
});
