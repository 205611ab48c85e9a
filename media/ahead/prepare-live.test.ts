import { access, appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import { Scope } from '../../server/platform/scope.ts';
import { writeRecording, writtenZeroUs } from '../../tests/support/written-recording.ts';
import { recordingFiles } from '../contract/recording-files.ts';
import { createLivePreparer } from './prepare-live.ts';

const scope = new Scope('test', silentLog);
afterAll(() => scope.close('over'));

test('the end of a session waits only so long for what cannot be ended, and that touches nothing afterwards', async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'serambi-ends-'));
  scope.defer('files', () => rm(root, { recursive: true, force: true }));
  const recordingId = await writeRecording(root, {
    takes: [{ takeId: 'ani-voice', codec: 'opus', arrivals: [], ends: null }],
    ...{ ranges: [[0, 130_000]], untilMs: 120_000 },
  });
  const files = recordingFiles(root, recordingId);
  // A turn that hangs, as on a dead disk.
  let isAsked = false;
  let letGo = (): void => undefined;
  const hangs = new Promise<undefined>((resolve) => (letGo = () => resolve(undefined)));
  const preparer = createLivePreparer({
    recordings: {
      find: () => {
        isAsked = true;
        return hangs;
      },
    },
    objectStore: await openLocalObjectStore(path.join(root, 'objects')),
    ...{ recordingsDir: root, reserveBytes: 0, isBusy: () => false, log: silentLog, scope },
    ...{ everyMs: 10, endsWithinMs: 100 },
  });
  expect(await preparer.end(recordingId)).toBe(true);
  preparer.begin(recordingId);
  await expect.poll(() => isAsked, { timeout: 10_000 }).toBe(true);
  expect(await preparer.end(recordingId)).toBe(false);

  // The episode is being made by now.
  const part = path.join(files.work, 'chunks', 'part.mp4');
  await mkdir(path.dirname(part), { recursive: true });
  await writeFile(part, '');
  const at = { seq: 999, monoUs: writtenZeroUs + 120_000_000, wallMs: 0 };
  const no = { type: 'consent', peerId: 'ani', granted: false, textVersion: '1', ...at };
  await appendFile(files.timeline, `${JSON.stringify(no)}\n`);
  letGo();
  await expect.poll(() => preparer.end(recordingId), { timeout: 10_000 }).toBe(true);
  await access(part);
});
