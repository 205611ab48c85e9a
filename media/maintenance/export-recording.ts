import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '../../server/platform/log.ts';
import { cutText } from '../../server/protocol/cut-text.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import type { ReadRecording } from './read-recording.ts';

/**
 * A session as a folder that any editor opens. Every sound begins at the recording's zero and lasts as long as the
 * session, so that laid under each other they are in step; pictures are as they came, their names say when they begin.
 * `recording.json` has the times of all of it, marks and answered questions included, in milliseconds since zero.
 * @returns the names of the files, in that folder.
 */
export async function exportRecording(
  { takes, events, zeroUs, durationMs, voices, health }: ReadRecording,
  { folder, signal, log }: { folder: string; signal: AbortSignal; log: Logger },
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const names: string[] = [];

  for (const { peerId, displayName, file } of [...voices.stems, ...voices.screens]) {
    const isScreen = voices.screens.some((screen) => screen.file === file);
    const name = `${fileName(displayName, peerId)}${isScreen ? '-screen' : ''}.wav`;
    const output = path.join(folder, name);
    await runFfmpeg({
      args: ['-y', '-i', file, '-c:a', 'pcm_s24le', '-f', 'wav', output],
      ...{ signal, log, durationMs },
    });
    names.push(name);
  }
  for (const { displayName, peerId, source, kind, firstMs, file } of takes) {
    if (kind !== 'video') continue;
    const name = `${fileName(displayName, peerId)}-${source}-${Math.round(firstMs)}ms.mkv`;
    await copyFile(file, path.join(folder, name));
    names.push(name);
  }

  const timeline = events.map(({ monoUs, ...event }) => ({
    atMs: Math.round((monoUs - zeroUs) / 1000),
    ...event,
  }));
  const description = { durationMs, health, timeline };
  await writeFile(
    path.join(folder, 'recording.json'),
    `${JSON.stringify(description, undefined, 2)}\n`,
  );
  return [...names, 'recording.json'];
}

/** Names of people as names of files: letters of any script stay, all else becomes a hyphen. Unique by the peer. */
function fileName(displayName: string, peerId: string): string {
  const plain = displayName.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
  return `${cutText(plain, 40) || 'guest'}-${peerId.slice(0, 4)}`;
}
