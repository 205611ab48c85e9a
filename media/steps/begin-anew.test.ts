import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordingFiles } from '../contract/recording-files.ts';
import { beginAnew } from './begin-anew.ts';
import { eraseCopies } from './erase-recorded.ts';

let root: string;
let files: ReturnType<typeof recordingFiles>;
const mix = () => path.join(files.work, 'mix', 'master.flac');
const make = async () => {
  await mkdir(path.dirname(mix()), { recursive: true });
  await writeFile(mix(), '');
};
const isThere = () =>
  access(mix()).then(
    () => true,
    () => false,
  );

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi-anew-'));
  files = recordingFiles(root, 'r');
  await make();
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('what was made before a rebuild goes once; what was made since stays, until the next', async () => {
  await beginAnew(null, files);
  expect(await isThere()).toBe(true);
  for (const revision of [2, 4]) {
    await beginAnew(revision, files);
    expect(await isThere()).toBe(false);
    await make();
    await beginAnew(revision, files);
    expect(await isThere()).toBe(true);
  }
});

test('people who were taken out and a rebuild do not make each other begin again', async () => {
  const gone = { takeIds: ['sari'], peerIds: [], names: ['Sari'], questionIds: [] };
  const run = async () => {
    await beginAnew(2, files);
    await eraseCopies(gone, files);
  };
  await run();
  await run();
  await make();
  await run();
  expect(await isThere()).toBe(true);
});

test('what a machine knows more of a rescued recording tells nothing of them either', async () => {
  const mark = {
    type: 'mark',
    seq: 0,
    monoUs: 1,
    wallMs: 1,
    title: 'Sari bicara',
    peerId: 'p',
  };
  await writeFile(files.returned, `${JSON.stringify(mark)}\n`);
  await eraseCopies(
    { takeIds: ['sari'], peerIds: [], names: ['Sari'], questionIds: [] },
    files,
  );
  expect(await readFile(files.returned, 'utf8')).not.toContain('Sari');
});
