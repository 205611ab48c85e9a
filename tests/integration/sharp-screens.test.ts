import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { palette } from '../../media/cards/palette.ts';
import { playingErrors } from '../support/measure.ts';
import { colourAt, colourDistance, videoPackets } from '../support/video-meters.ts';
import { makeVideoSession, type VideoSession } from '../support/video-session.ts';

/** 1080p of a session in which a screen of 1280 by 800 is shared from 18 s to 21.8 s: see makeVideoSession. */

let session: VideoSession;
beforeAll(async () => {
  session = await makeVideoSession();
}, 180_000);
afterAll(() => session.close());

const hls = (name: string): string =>
  path.join(session.made.directory, 'hls', name, 'index.m3u8');

test('is its own where a screen is shared, and 720p elsewhere, to the byte', async () => {
  const playlist = await readFile(hls('1080p'), 'utf8');
  const uris = playlist.split('\n').filter((line) => line.endsWith('.m4s'));
  expect(uris).toEqual([
    ...['../720p/00000.m4s', '../720p/00001.m4s', '../720p/00002.m4s'],
    ...['00003.m4s', '../720p/00004.m4s'],
  ]);
  expect((await readdir(path.dirname(hls('1080p')))).toSorted()).toEqual([
    ...['00003.m4s', 'index.m3u8', 'init.mp4'],
  ]);
  const packets = await videoPackets(hls('1080p'));
  const shown = packets.map(({ pts }) => pts).toSorted((a, b) => a - b);
  expect(shown).toEqual(Array.from({ length: 810 }, (_, frame) => frame * 3_000));
  expect(await playingErrors(hls('1080p'))).toEqual([]);
});

test('shows the screen at the same place, half as large again', async () => {
  const { place } = session.edit.entries[4]!.slots[0]!.picture!.fit;
  const alone = path.join(session.root, 'sharp.mp4');
  const directory = path.dirname(hls('1080p'));
  const pieces = ['init.mp4', '00003.m4s'].map((name) => readFile(path.join(directory, name)));
  await writeFile(alone, Buffer.concat(await Promise.all(pieces)));
  const at = (x: number, y: number): { x: number; y: number } => ({
    ...{ x: Math.round((place.x + x) * 1.5), y: Math.round((place.y + y) * 1.5) },
  });
  expect(colourDistance(await colourAt(alone, 0.5, at(12, 12)), '#666688')).toBeLessThan(12);
  expect(colourDistance(await colourAt(alone, 0.5, at(40, -8)), palette.paper)).toBeLessThan(
    12,
  );
});
