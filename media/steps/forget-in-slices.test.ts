import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetInSlices } from './forget-in-slices.ts';
import { keep } from './kept.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'serambi-slices-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const touch = (name: string) => writeFile(path.join(dir, name), '');
const of = (...peerIds: string[]) => peerIds.map((peerId) => ({ peerId }));

async function makeSlice(index: number, voices: string[], screens: string[] = []) {
  const [aac, mp3] = [`slice-${index}-k.aac`, `slice-${index}-k.mp3`];
  await touch(aac);
  await touch(mp3);
  await keep(path.join(dir, `slice-${index}.json`), {
    settings: { voices: of(...voices), screens: of(...screens) },
    ...{ aacFile: path.join(dir, aac), mp3File: path.join(dir, mp3) },
  });
}

test('what others are heard in alone stays, and nothing else', async () => {
  await makeSlice(0, ['ani']);
  await makeSlice(1, ['ani', 'budi']);
  await makeSlice(2, ['ani'], ['budi']);
  await touch('slice-3-half.aac');
  for (const [key, note] of [
    ['a', { peerId: 'ani', levels: [] }],
    ['b', { peerId: 'budi', levels: [] }],
    // Of an earlier version, which did not say whose it is.
    ['old', { levels: [] }],
  ] as const) {
    await touch(`stem-${key}.flac`);
    await keep(path.join(dir, `stem-${key}.json`), note);
  }
  // In the middle of it its process was killed.
  await touch('stem-half.flac');
  await touch('voice-a.flac');
  await touch('k.gain');
  await forgetInSlices(dir, new Set(['budi']));
  expect((await readdir(dir)).toSorted()).toEqual([
    ...['slice-0-k.aac', 'slice-0-k.mp3', 'slice-0.json'],
    ...['stem-a.flac', 'stem-a.json'],
  ]);
});

test('where nothing was prepared there is nothing to forget', async () => {
  await rm(dir, { recursive: true });
  await forgetInSlices(dir, new Set(['budi']));
  await expect(readdir(dir)).rejects.toThrow('ENOENT');
});
