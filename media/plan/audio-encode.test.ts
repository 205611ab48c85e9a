import { expect, test } from 'vitest';
import { aacArgs, beforeMp3, m4aArgs, mp3Args } from './audio-encode.ts';

const plan = {
  masterFile: '/master.flac',
  metadataFile: '/metadata.txt',
  coverFile: '/cover.jpg',
  file: '/out',
};
/** What follows an option. */
const after = (args: readonly string[], option: string): string | undefined =>
  args[args.indexOf(option) + 1];

test('the MP3 has a constant rate, an Info tag and ID3v2.3', () => {
  const args = mp3Args(plan);
  expect(after(args, '-b:a')).toBe('128k');
  expect(after(args, '-write_xing')).toBe('1');
  expect(after(args, '-id3v2_version')).toBe('3');
  expect(after(args, '-write_id3v1')).toBe('0');
});

test('tags and chapters come from the metadata file, the cover from its own', () => {
  const args = mp3Args(plan);
  expect(args.join(' ')).toContain('-f ffmetadata -i /metadata.txt -i /cover.jpg');
  expect(after(args, '-map_chapters')).toBe('1');
  expect(after(args, '-disposition:v')).toBe('attached_pic');
});

test('without a cover no picture is mapped', () => {
  const args = mp3Args({ ...plan, coverFile: undefined });
  expect(args).not.toContain('2:v:0');
  expect(after(args, '-map_metadata')).toBe('1');
});

test('a correction is applied on the way, otherwise nothing is', () => {
  expect(aacArgs({ masterFile: '/m', file: '/o' })).not.toContain('-af');
  expect(after(mp3Args(plan), '-af')).toBe(beforeMp3);
  const correction = { gainDb: -0.5, limitDb: -2 };
  expect(after(aacArgs({ masterFile: '/m', correction, file: '/o' }), '-af')).toMatch(
    /^volume=-0.5dB/,
  );
});

test('the M4A is the same AAC, not encoded again, with its index in front', () => {
  const args = m4aArgs({ ...plan, aacFile: '/aac.mp4' });
  expect(after(args, '-c:a')).toBe('copy');
  expect(after(args, '-movflags')).toBe('+faststart');
});
