import { expect, test } from 'vitest';
import { box, uint16, uint32 } from './boxes.ts';
import { channelCount, codecString } from './codec-string.ts';

const stsd = (entry: Buffer): Buffer => Buffer.concat([uint32(0, 1), entry]);

test('profile, constraints and level come from avcC', () => {
  const avcC = box('avcC', Buffer.from([1, 0x64, 0x10, 0x16, 0xff]));
  expect(codecString(stsd(box('avc1', Buffer.alloc(78), avcC)))).toBe('avc1.641016');
});

test('the audio object type comes from esds, whatever the length of its lengths', () => {
  const config = Buffer.from([0x05, 0x80, 0x80, 0x80, 0x02, 0x11, 0x90]);
  const decoder = Buffer.concat([Buffer.from([0x04, 0x11, 0x40]), Buffer.alloc(12), config]);
  const descriptor = Buffer.concat([Buffer.from([0x03, 0x80, 0x19, 0, 1, 0]), decoder]);
  const fields = Buffer.concat([Buffer.alloc(16), uint16(2), Buffer.alloc(10)]);
  const entry = stsd(box('mp4a', fields, box('esds', uint32(0), descriptor)));
  expect(codecString(entry)).toBe('mp4a.40.2');
  expect(channelCount(entry)).toBe(2);
});

test('an unknown codec is an error, not a guess', () => {
  expect(() => codecString(stsd(box('vp09', Buffer.alloc(78))))).toThrow('vp09');
});
