import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from '../../server/platform/database.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { anEpisode, type PageEpisode } from './page-hub.ts';
import { makeSampleProgramme, programmeSeconds } from './sample-programme.ts';

export const prefix = 'episodes/e1/1-deadbeef';
const contentTypes: Record<string, string> = {
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.mp4': 'video/mp4',
  '.m4s': 'video/iso.segment',
  '.vtt': 'text/vtt; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.mp3': 'audio/mpeg',
};

/** Makes the sample programme in a folder and uploads it; returns the size of its MP3. */
export async function publishSampleProgramme(
  folder: string,
  objects: ObjectStore,
): Promise<number> {
  await makeSampleProgramme(folder);
  return publishFolder(folder, objects);
}

/** Uploads all files of a folder as those of the sample episode; returns the size of its MP3. */
export async function publishFolder(folder: string, objects: ObjectStore): Promise<number> {
  let mp3 = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const body = await readFile(file);
    const contentType = contentTypes[path.extname(file)] ?? 'application/octet-stream';
    await objects.put(`${prefix}/${path.relative(folder, file)}`, body, {
      contentType,
      cacheControl: 'public, max-age=31536000, immutable',
    });
    if (entry.name === 'audio.mp3') mp3 = body.length;
  }
  return mp3;
}

/** The episode of that programme, with three chapters. */
export function aSampleEpisode(
  db: Database,
  { mp3Bytes, seriesId }: { mp3Bytes: number; seriesId?: string },
): Promise<PageEpisode> {
  return anEpisode(db, {
    ...(seriesId === undefined ? {} : { seriesId }),
    notes: 'Bersama **Rina**.',
    durationMs: programmeSeconds * 1000,
    mp3Key: `${prefix}/audio.mp3`,
    mp3Bytes,
    hlsKey: `${prefix}/hls/master.m3u8`,
    posterKey: `${prefix}/poster.jpg`,
    thumbnailsKey: `${prefix}/thumbnails.vtt`,
    hasVideo: true,
    chapters: [
      { startMs: 0, title: 'Pembukaan', kind: 'start' },
      { startMs: 12_000, title: 'Rina bercerita', kind: 'speaker' },
      { startMs: 25_000, title: 'Pertanyaan <pertama>', kind: 'mark' },
    ],
  });
}
