import { expect, test } from 'vitest';
import { soundKind } from './sound-kind.ts';

test.each([
  ['wav', 'RIFF\x24\0\0\0WAVEfmt '],
  [undefined, 'RIFF\x24\0\0\0AVI LIST'],
  ['flac', 'fLaC\0\0\0\x22'],
  ['ogg', 'OggS\0\x02'],
  ['mov', '\0\0\0\x20ftypM4A '],
  ['matroska', '\x1a\x45\xdf\xa3\x01'],
  ['mp3', 'ID3\x03\0'],
  ['mp3', '\xff\xfb\x90\x64'],
  ['mp3', '\xff\xf3\x90\x64'],
  // ADTS AAC has the same first bits, but another layer.
  [undefined, '\xff\xf1\x50\x80'],
  // A playlist could lead anywhere.
  [undefined, '#EXTM3U\nfile:///etc/passwd'],
  [undefined, 'ffconcat version 1.0'],
  [undefined, ''],
])('%s: %j', (kind, start) => {
  expect(soundKind(Buffer.from(start, 'latin1'))).toBe(kind);
});
