import {
  access,
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTimeline } from '../capture/timeline-log.ts';
import { recordingFiles } from '../contract/recording-files.ts';
import { eraseCopies, readGone } from './erase-recorded.ts';

const gone = (...takeIds: string[]) => ({
  ...{ takeIds, peerIds: [], names: ['Sari'], questionIds: [] as string[] },
});

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
  await eraseCopies({ takeIds: [], peerIds: [], names: [], questionIds: ['q1'] }, files);
  await expect(access(stem())).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await readdir(files.takes)).toHaveLength(2);
  await makeStem();
  await eraseCopies({ takeIds: [], peerIds: [], names: [], questionIds: ['q1'] }, files);
  await access(stem());
});

test('takes that only a timeline here tells of go by the name of their person, or as theirs under another', async () => {
  const start = (takeId: string, displayName: string, peerId = 'p') =>
    JSON.stringify({
      ...{ type: 'take.start', seq: 0, monoUs: 1, wallMs: 1, takeId, peerId, displayName },
      ...{ kind: 'audio', source: 'microphone', codec: 'opus', producerId: 'p', paused: false },
    });
  const late = ['sari-late', 'sari-last', 'renamed', 'budi-late'];
  for (const takeId of late) await mkdir(files.take(takeId), { recursive: true });
  const told = [start('budi-late', 'Budi'), start('sari-late', ' Sari')];
  await writeFile(files.timeline, told.join('\n'));
  await writeFile(files.returned, start('sari-last', 'Sari'));
  await appendFile(files.returned, `\n${start('renamed', 'Bu Sari S.', 's')}`);
  await eraseCopies({ ...gone('sari'), peerIds: ['s'] }, files);
  expect((await readdir(files.takes)).sort()).toEqual(['budi', 'budi-late']);
  expect((await readGone(files)).sort()).toEqual(['renamed', 'sari', 'sari-last', 'sari-late']);
  expect(await readFile(files.returned, 'utf8')).not.toContain('Sari');
  expect(await readFile(files.timeline, 'utf8')).not.toContain('Sari');
  // Nothing new: what was made since then stays.
  await makeStem();
  await eraseCopies(gone('sari'), files);
  await access(stem());
});

test('where nobody was taken out, nothing is touched', async () => {
  await eraseCopies(gone(), files);
  expect(await readdir(files.work)).toEqual(['stem.flac']);
});

test('the timeline tells nothing of them any more, and all else is in it as it was written', async () => {
  const stamp = { seq: 0, monoUs: 1, wallMs: 1 };
  const start = { type: 'session.start', ...stamp, sessionId: 's', recordingId: 'r' };
  const lines = [
    JSON.stringify({ ...start, title: 'Bincang', bootId: 'b' }),
    // Keys in another order, and one that a newer version has.
    `{"bootId":"b", "type":"clock","seq":1,"monoUs":1,"wallMs":1,"newer":1}`,
    `{"type":"mark","seq":2,"monoUs":1,"wallMs":1,"title":"Sari","peerId":"p","newer":1}`,
    '{"type":"mark","seq":3,"monoUs":1,"wallMs":1,"title":"Sa',
    '{"type":"mark","seq":4,"monoUs":1,"wallMs":1,"title":"Sari b',
    ...['answer.start', 'answer.end'].map((type) =>
      JSON.stringify({ type, ...stamp, questionId: 'q1', title: 'Kapan?', answeredBy: '' }),
    ),
    '{"type":"record.off","seq":9,"mono',
  ];
  await writeFile(files.timeline, lines.join('\n'));
  // Of an attempt that was killed.
  await writeFile(`${files.timeline}.tmp`, 'Sari');
  await eraseCopies({ ...gone('sari'), questionIds: ['q1'] }, files);
  const told = await readFile(files.timeline, 'utf8');
  expect(told.split('\n')).toEqual([
    ...[lines[0], lines[1]],
    `{"type":"mark","seq":2,"monoUs":1,"wallMs":1,"title":"","peerId":"p","newer":1}`,
    ...[lines[3], lines.at(-1)],
  ]);
  const { events } = await readTimeline(files.timeline);
  expect(events.map(({ type }) => type)).toEqual(['session.start', 'clock', 'mark']);
  expect((await readdir(files.root)).sort()).toEqual(['takes', 'timeline.jsonl', 'work']);

  const { mtimeMs } = await stat(files.timeline);
  await eraseCopies({ ...gone('sari'), questionIds: ['q1'] }, files);
  expect((await stat(files.timeline)).mtimeMs).toBe(mtimeMs);
});
