import { access, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordingFiles } from '../contract/recording-files.ts';
import { eraseCopies } from './erase-recorded.ts';

const gone = (...takeIds: string[]) => ({ takeIds, questionIds: [] as string[] });

let root: string;
let files: ReturnType<typeof recordingFiles>;
const stem = () => path.join(files.work, 'stem.flac');
const makeStem = async () => {
  await mkdir(files.work, { recursive: true });
  await writeFile(stem(), '');
};

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi-erase-'));
  files = recordingFiles(root, 'r');
  for (const takeId of ['sari', 'budi']) await mkdir(files.take(takeId), { recursive: true });
  await makeStem();
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('takes go with all that was made of them', async () => {
  await eraseCopies(gone('sari'), files);
  expect(await readdir(files.takes)).toEqual(['budi']);
  await expect(access(stem())).rejects.toMatchObject({ code: 'ENOENT' });
});

test('what was made of takes goes also when the takes themselves are gone already', async () => {
  await rm(files.take('sari'), { recursive: true });
  await eraseCopies(gone('sari'), files);
  await expect(access(stem())).rejects.toMatchObject({ code: 'ENOENT' });
});

test('what was made without them stays, until somebody else is taken out', async () => {
  await eraseCopies(gone('sari'), files);
  await makeStem();
  await eraseCopies(gone('sari'), files);
  await access(stem());
  await eraseCopies(gone('sari', 'budi'), files);
  await expect(access(stem())).rejects.toMatchObject({ code: 'ENOENT' });
});

test('with a question goes what shows it, once, and no take', async () => {
  await eraseCopies({ takeIds: [], questionIds: ['q1'] }, files);
  await expect(access(stem())).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await readdir(files.takes)).toHaveLength(2);
  await makeStem();
  await eraseCopies({ takeIds: [], questionIds: ['q1'] }, files);
  await access(stem());
});

test('where nobody was taken out, nothing is touched', async () => {
  await eraseCopies(gone(), files);
  expect(await readdir(files.work)).toEqual(['stem.flac']);
});
