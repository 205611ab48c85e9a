/** ffmpeg's name for a container, by its first bytes; undefined for what we take no sound from. */
export function soundKind(bytes: Buffer): string | undefined {
  const at = (from: number, text: string): boolean =>
    bytes.toString('latin1', from, from + text.length) === text;
  if (at(0, 'RIFF') && at(8, 'WAVE')) return 'wav';
  if (at(0, 'fLaC')) return 'flac';
  if (at(0, 'OggS')) return 'ogg';
  if (at(4, 'ftyp')) return 'mov';
  if (bytes.length > 4 && bytes.readUInt32BE(0) === ebml) return 'matroska';
  // An MP3 begins with its tag, or with its first frame: eleven bits set, then layer III.
  const isFrame = bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2;
  return at(0, 'ID3') || isFrame ? 'mp3' : undefined;
}

const ebml = 0x1a45dfa3;
