/** One box of an ISO base media file (ISO/IEC 14496-12 4.2), without its header. */
export type Box = { type: string; start: number; body: Buffer };

/** The boxes that lie one after the other in `bytes`. Throws on a length that points outside. */
export function readBoxes(bytes: Buffer): Box[] {
  const boxes: Box[] = [];
  let at = 0;
  while (at + 8 <= bytes.length) {
    let size = bytes.readUInt32BE(at);
    let header = 8;
    if (size === 1) {
      size = Number(bytes.readBigUInt64BE(at + 8));
      header = 16;
    }
    if (size === 0) size = bytes.length - at;
    if (size < header || at + size > bytes.length) throw new Error('mp4: broken box length');
    const type = bytes.toString('latin1', at + 4, at + 8);
    boxes.push({ type, start: at, body: bytes.subarray(at + header, at + size) });
    at += size;
  }
  return boxes;
}

/** Follows a path such as `moov/trak/mdia`. Throws when a part of it is missing. */
export function getBox(bytes: Buffer, path: string): Buffer {
  const found = findBox(bytes, path);
  if (!found) throw new Error(`mp4: no ${path}`);
  return found;
}

export function findBox(bytes: Buffer, path: string): Buffer | undefined {
  let body: Buffer | undefined = bytes;
  for (const type of path.split('/')) {
    body = body && readBoxes(body).find((box) => box.type === type)?.body;
  }
  return body;
}

export function box(type: string, ...content: readonly Buffer[]): Buffer {
  const size = content.reduce((sum, part) => sum + part.length, 8);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(size, 0);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, ...content], size);
}

export function fullBox(
  type: string,
  version: number,
  flags: number,
  ...content: readonly Buffer[]
): Buffer {
  return box(type, uint32((version << 24) | flags), ...content);
}

export function uint16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16BE(value, index * 2));
  return bytes;
}

export function uint32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value >>> 0, index * 4));
  return bytes;
}

export function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
