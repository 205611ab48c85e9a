import { inflateSync } from 'node:zlib';

const header = 44;
const entry = 20;

/**
 * A WOFF 1.0 file as the OpenType font that is packed in it. For files of our own packages: what is wrong with one throws,
 * and no more is checked.
 */
export function unpackWoff(woff: Buffer): Buffer {
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, index) => {
    const at = header + index * entry;
    const offset = woff.readUInt32BE(at + 4);
    const packed = woff.readUInt32BE(at + 8);
    const bytes = woff.subarray(offset, offset + packed);
    return {
      tag: woff.subarray(at, at + 4),
      checksum: woff.subarray(at + 16, at + 20),
      bytes: packed < woff.readUInt32BE(at + 12) ? inflateSync(bytes) : bytes,
    };
  });

  const font = Buffer.alloc(woff.readUInt32BE(16));
  woff.copy(font, 0, 4, 8);
  font.writeUInt16BE(tables.length, 4);
  let end = 12 + 16 * tables.length;
  for (const [index, { tag, checksum, bytes }] of tables.entries()) {
    const at = 12 + 16 * index;
    font.set(tag, at);
    font.set(checksum, at + 4);
    font.writeUInt32BE(end, at + 8);
    font.writeUInt32BE(bytes.length, at + 12);
    font.set(bytes, end);
    // Tables begin at multiples of four bytes.
    end += Math.ceil(bytes.length / 4) * 4;
  }
  return font;
}
