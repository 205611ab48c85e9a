import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { withComment } from '../plan/id3-comment.ts';
import { writeWhole } from './write-whole.ts';

/** Adds the COMM frame to an MP3 that ffmpeg has tagged. */
export async function writeComment(
  file: string,
  comment: { language: string; text: string },
): Promise<void> {
  if (comment.text === '') return;
  const header = Buffer.alloc(10);
  const handle = await open(file);
  try {
    await handle.read(header, 0, header.length, 0);
  } finally {
    await handle.close();
  }
  await writeWhole(file, async (draft) => {
    const out = createWriteStream(draft);
    out.write(withComment(header, comment));
    await pipeline(createReadStream(file, { start: header.length }), out);
  });
}
