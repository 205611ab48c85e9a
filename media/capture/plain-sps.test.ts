import { expect, test } from 'vitest';
import { plainSps } from './plain-sps.ts';
import { readSps } from './sps.ts';

/** From x264: constrained baseline, 320 x 180, with its timing but no colours. */
const x264 = Buffer.from('6742c00dd901419f9f0110000003001000000303c8f142a480', 'hex');
const hex = (nal: Buffer | undefined): string | undefined => nal?.toString('hex');

test('a set that says no colours gets those of cameras, as h264_metadata of ffmpeg writes them', () => {
  const said = plainSps(x264);
  expect(hex(said)).toBe('6742c00dd901419f9f016a0c0c0c80000003008000001e478a1524');
  expect(readSps(said!)).toEqual(readSps(x264));
});

test('one that says them stays as it is', () => {
  const said = plainSps(x264)!;
  expect(plainSps(said)).toEqual(said);
});

test('one of Chromium’s, of a canvas in full range, says all: only the byte behind its end goes', () => {
  const sent = Buffer.from('6742c0158c8d40a0cbcf37010d010784423500', 'hex');
  expect(hex(plainSps(sent))).toBe('6742c0158c8d40a0cbcf37010d0107844235');
});

test('one that says no more than its range, as browsers send it of some cameras, keeps that', () => {
  const range = Buffer.from('6742c00dd901419f9f016c80000003008000001e478a1524', 'hex');
  expect(hex(plainSps(range))).toBe('6742c00dd901419f9f016e0c0c0c80000003008000001e478a1524');
});

test('one without any last part gets one', () => {
  const bare = Buffer.from('6742c00dd901419f9d', 'hex');
  expect(hex(plainSps(bare))).toBe('6742c00dd901419f9e6a0c0c0c04');
});

test('every other kind is left alone', () => {
  const other = (at: number, value: number): Buffer => {
    const nal = Buffer.from(x264);
    nal[at] = value;
    return nal;
  };
  expect(plainSps(other(1, 100))).toBeUndefined();
  // Baseline that is not constrained.
  expect(plainSps(other(2, 0x80))).toBeUndefined();
  expect(plainSps(x264.subarray(0, 9))).toBeUndefined();
  // Red, green and blue.
  const rgb = '6742c00dd901419f9f016e0c0c0080000003008000001e478a1524';
  expect(plainSps(Buffer.from(rgb, 'hex'))).toBeUndefined();
});
