import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { makeFolder } from '../support/folder.ts';
import { recordingCommand } from '../support/recording-command.ts';
import { writeRecording } from '../support/written-recording.ts';

/** What `npm run recording` says of recordings of which there is little, or nothing. It needs no database for that. */

const scope = new Scope('test', silentLog);
const empty = 'nobody-came';
const cutOff = 'never-began';
let dataDir: string;

beforeAll(async () => {
  dataDir = await makeFolder(scope);
  const recordingsDir = path.join(dataDir, 'recordings');
  await mkdir(recordingFiles(recordingsDir, empty).root, { recursive: true });
  await writeRecording(recordingsDir, { recordingId: empty, takes: [], ranges: [[0, 5_000]] });
  const { root, timeline } = recordingFiles(recordingsDir, cutOff);
  await mkdir(root, { recursive: true });
  await writeFile(timeline, '');
});
afterAll(() => scope.close('done'));

const command = (...args: string[]) => recordingCommand(args, { DATA_DIR: dataDir });

test('a session that nobody spoke in is verified as what it is', async () => {
  const { code, said } = await command('verify', empty);
  expect(said).toContain('5.0 s in all: empty: nobody-on-stage');
  expect(code).toBe(1);
});

test.each([
  ['verify', cutOff, 'ends before anything was recorded'],
  ['export', cutOff, 'ends before anything was recorded'],
  ['verify', 'unknown', 'There is no recording unknown'],
])('%s of %s is refused in words', async (name, id, why) => {
  const { code, said } = await command(name, id, path.join(dataDir, 'out'));
  expect(said).toContain(why);
  expect(said).not.toContain(' at ');
  expect(code).toBe(2);
});

test('what is no folder is said before anything is read', async () => {
  const file = path.join(dataDir, 'a-file');
  await writeFile(file, '');
  const { code, said } = await command('export', empty, file);
  expect(said).toContain(`${file} is no folder`);
  expect(code).toBe(2);
});

test('nothing is left of what was made on the way', async () => {
  expect((await readdir(dataDir)).toSorted()).toEqual(['a-file', 'out', 'recordings']);
});
