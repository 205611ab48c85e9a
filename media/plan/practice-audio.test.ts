import { expect, test } from 'vitest';
import { practiceArgs } from './practice-audio.ts';

test('a voice takes half of what the mix takes, and neither carries tags', () => {
  const voice = practiceArgs({ sourceFile: 'a.flac', channels: 'mono', file: 'a.mp3' });
  const mix = practiceArgs({ sourceFile: 'b.flac', channels: 'stereo', file: 'b.mp3' });
  const after = (args: string[], option: string) => args[args.indexOf(option) + 1];
  expect([after(voice, '-b:a'), after(voice, '-ac')]).toEqual(['64k', '1']);
  expect([after(mix, '-b:a'), after(mix, '-ac')]).toEqual(['128k', '2']);
  expect(after(mix, '-map_metadata')).toBe('-1');
  expect(mix.at(-1)).toBe('b.mp3');
});
