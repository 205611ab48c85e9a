import { expect, test } from 'vitest';
import { completeInfo, infoFrameBytes } from './mp3-info.ts';

const infoAt = 36;

/** As ffmpeg leaves it when it copies. */
function copied(): Buffer {
  const frame = Buffer.alloc(infoFrameBytes);
  frame.writeUInt32BE(0xfffb9064, 0);
  frame.write('Info', infoAt, 'latin1');
  frame.write('Lavf', infoAt + 120, 'latin1');
  return frame;
}

test('the tag says what comes before and after the sound', () => {
  // As ffmpeg itself writes for two minutes.
  const tag = completeInfo(copied(), 4_595, 5_292_000);
  expect(tag.subarray(infoAt + 141, infoAt + 144).toString('hex')).toBe('240360');
  expect(tag.subarray(infoAt + 120, infoAt + 124).toString('latin1')).toBe('Lavc');
  expect(tag.readUInt16BE(infoAt + 154)).not.toBe(0);
});

test('what is no such frame, or another length, is refused', () => {
  expect(() => completeInfo(Buffer.alloc(infoFrameBytes), 10, 10_000)).toThrow('No Info tag');
  expect(() => completeInfo(copied(), 4_595, 5_400_000)).toThrow('padding');
});
