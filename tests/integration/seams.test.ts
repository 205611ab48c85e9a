import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import HlsParser from 'hls-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PackageOutput } from '../../media/steps/package.ts';
import { decodeErrors, flashOnsets, pairOffsetsMs, playingErrors } from '../support/measure.ts';
import { makeSeamedProgramme, seamedMs, seamFrames } from '../support/seamed-programme.ts';
import { beepOnsets, videoPackets } from '../support/video-meters.ts';

/** A programme of which one rendition is encoded in two ways: see makeSeamedProgramme. */

let root: string;
let made: PackageOutput;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi seams '));
  made = await makeSeamedProgramme(root);
}, 180_000);
afterAll(() => rm(root, { recursive: true, force: true }));

const at = (...names: string[]): string => path.join(made.directory, 'hls', ...names);
const index = (name: string): string => at(name, 'index.m3u8');
const frames = (seamedMs * 30) / 1_000;

async function segmentsOf(name: string) {
  const playlist = HlsParser.parse(await readFile(index(name), 'utf8'));
  if (playlist.isMasterPlaylist) throw new Error('not a media playlist');
  return playlist.segments;
}

test('every media playlist has the seams at the same place', async () => {
  for (const name of ['720p', '360p', 'audio', 'iframes']) {
    let seconds = 0;
    const seams: number[] = [];
    for (const { discontinuity, duration } of await segmentsOf(name)) {
      if (discontinuity) seams.push(seconds);
      seconds += duration;
    }
    // Sound is cut to the nearest of its frames; an I-frame is the first of its section.
    const wanted = name === 'iframes' ? [12, 21] : seamFrames.map((frame) => frame / 30);
    expect(seams.map((each, nth) => Math.abs(each - wanted[nth]!) < 0.011)).toEqual([
      true,
      true,
    ]);
  }
});

test('each section names the initialisation segment of its form', async () => {
  const segments = await segmentsOf('720p');
  const maps = segments.map(({ map, discontinuity }) => [map.uri, discontinuity ?? false]);
  expect(maps.filter(([, isSeam]) => isSeam)).toEqual([
    ['init-2.mp4', true],
    ['init.mp4', true],
  ]);
  const profiles = await Promise.all(
    ['init.mp4', 'init-2.mp4'].map(async (name) => {
      const init = await readFile(at('720p', name));
      return init[init.indexOf('avcC') + 5];
    }),
  );
  expect(profiles).toEqual([100, 66]);
  const other = await segmentsOf('360p');
  expect(new Set(other.map(({ map }) => map.uri))).toEqual(new Set(['init.mp4']));
});

test('a player is told of the more demanding form', async () => {
  const master = await readFile(at('master.m3u8'), 'utf8');
  expect(/CODECS="(avc1\.\w+),mp4a.40.2",RESOLUTION=1280x720/.exec(master)?.[1]).toMatch(
    /^avc1\.6400/,
  );
});

test.each(['720p', '360p'])('time runs on over the seams of %s', async (name) => {
  const packets = await videoPackets(index(name));
  const shown = packets.map(({ pts }) => pts).toSorted((a, b) => a - b);
  expect(shown).toEqual(Array.from({ length: frames }, (_, frame) => frame * 3_000));
  const keys = new Set(packets.filter(({ key }) => key).map(({ pts }) => pts / 3_000));
  for (const frame of seamFrames) expect(keys).toContain(frame);
});

test('all of it decodes, read on and from any section, and flashes when it beeps', async () => {
  for (const name of ['720p', '360p']) expect(await playingErrors(index(name))).toEqual([]);
  const beeps = await beepOnsets(index('audio'));
  const offsets = pairOffsetsMs(beeps, await flashOnsets(index('720p'), 10));
  expect(offsets.length).toBeGreaterThanOrEqual(36);
  expect(Math.max(...offsets.map(Math.abs))).toBeLessThanOrEqual(20);

  // As a player does that begins there: the section's own initialisation segment, then its segments.
  const segments = await segmentsOf('720p');
  const first = segments.findIndex(({ map }) => map.uri === 'init-2.mp4');
  const pieces = ['init-2.mp4', segments[first]!.uri, segments[first + 1]!.uri];
  const alone = path.join(root, 'alone.mp4');
  const bytes = await Promise.all(pieces.map((name) => readFile(at('720p', name))));
  await writeFile(alone, Buffer.concat(bytes));
  expect(await decodeErrors(alone)).toBe('');
});
