const headerBytes = 10;

/**
 * Puts a COMM frame into an ID3v2.3 tag, which ffmpeg does not write. Takes the tag's first ten bytes and gives back
 * what replaces them. Throws when they are not such a header.
 *
 * Layout: https://id3.org/id3v2.3.0, 3.1 (header, sizes of 7 bits a byte), 3.3 (frame header), 4.11 (COMM).
 */
export function withComment(
  header: Buffer,
  comment: { language: string; text: string },
): Buffer {
  if (header.length !== headerBytes || header.toString('latin1', 0, 4) !== 'ID3\u0003') {
    throw new Error('Not an ID3v2.3 tag');
  }
  const frame = commentFrame(comment);
  const changed = Buffer.from(header);
  writeSyncSafe(changed, 6, readSyncSafe(header, 6) + frame.length);
  return Buffer.concat([changed, frame]);
}

function commentFrame({ language, text }: { language: string; text: string }): Buffer {
  const bom = Buffer.from([0xff, 0xfe]);
  const body = Buffer.concat([
    Buffer.from([1]), // UTF-16 with a byte order mark.
    Buffer.from(language.slice(0, 3).padEnd(3, 'x'), 'latin1'),
    Buffer.concat([bom, Buffer.from([0, 0])]), // An empty description.
    bom,
    Buffer.from(text, 'utf16le'),
  ]);
  const header = Buffer.alloc(headerBytes);
  header.write('COMM', 0, 'latin1');
  header.writeUInt32BE(body.length, 4);
  return Buffer.concat([header, body]);
}

const readSyncSafe = (buffer: Buffer, at: number): number =>
  buffer.subarray(at, at + 4).reduce((value, byte) => value * 128 + (byte & 0x7f), 0);

function writeSyncSafe(buffer: Buffer, at: number, value: number): void {
  for (let index = 3, rest = value; index >= 0; index -= 1, rest >>= 7) {
    buffer[at + index] = rest & 0x7f;
  }
}
