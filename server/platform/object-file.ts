import type { FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import type { ObjectInfo } from './object-store.ts';

/**
 * One object in one file:
 *
 *     content … | JSON description | length of the JSON, 4 bytes, big-endian | "SRO1"
 *
 * The description comes last because its hash and size are known only when all has been written.
 */
const magic = 'SRO1';
const footBytes = 8;
/** Far above what a description needs; a larger number means a damaged file. */
const maxJsonBytes = 4096;

const Trailer = z.object({
  size: z.int().nonnegative(),
  etag: z.string(),
  contentType: z.string(),
  cacheControl: z.string(),
  lastModified: z.iso.datetime().transform((text) => new Date(text)),
});

type Described = Omit<ObjectInfo, 'key'>;

/** Appends the description at the handle's position, right behind the content. */
export async function writeTrailer(handle: FileHandle, info: Described): Promise<void> {
  const json = Buffer.from(JSON.stringify(info));
  const foot = Buffer.alloc(footBytes);
  foot.writeUInt32BE(json.length);
  foot.write(magic, 4, 'latin1');
  await handle.writeFile(Buffer.concat([json, foot]));
}

/** Throws when the file is not a whole object: that is damage to the disk, not an unfinished write. */
export async function readTrailer(handle: FileHandle): Promise<Described> {
  const { size: fileSize } = await handle.stat();
  // One read usually suffices: descriptions are about 200 bytes.
  const tail = Buffer.alloc(Math.min(fileSize, 512));
  await handle.read(tail, 0, tail.length, fileSize - tail.length);
  const jsonBytes = tail.length < footBytes ? 0 : tail.readUInt32BE(tail.length - footBytes);
  if (tail.toString('latin1', tail.length - 4) !== magic || jsonBytes > maxJsonBytes) {
    throw new Error('A stored object is damaged: it has no trailer.');
  }
  const whole = Buffer.alloc(jsonBytes);
  await handle.read(whole, 0, jsonBytes, fileSize - footBytes - jsonBytes);
  const info = Trailer.parse(JSON.parse(whole.toString('utf8')));
  if (info.size + jsonBytes + footBytes !== fileSize) {
    throw new Error('A stored object is damaged: its size is wrong.');
  }
  return info;
}
