import { execFileSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { remuxInChild } from '../../media/capture/remux-in-child.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { loadFlashMedia } from '../support/flash-media.ts';
import { packetiseOpus } from '../support/rtp-sender.ts';
import { makeRecordingsDir } from '../support/test-recordings.ts';
import { arrivalsOf, writeRecording } from '../support/written-recording.ts';

/** The remuxing process under its runner: it gives way to live rooms, and a dead disk does not hold a job for ever. */

const scope = new Scope('test', silentLog);
afterAll(() => scope.close('done'));

async function write(): Promise<ReturnType<typeof recordingFiles>> {
  const recordingsDir = await makeRecordingsDir(scope);
  const frames = packetiseOpus((await loadFlashMedia()).opus);
  const arrivals = arrivalsOf({
    ...{ frames, frameMs: 20, clockRate: 48_000, fromMs: 0, toMs: 6_000 },
  });
  const takes = [{ takeId: 'take', codec: 'opus', arrivals }] as const;
  const ranges: [number, number][] = [[0, 6_000]];
  return recordingFiles(recordingsDir, await writeRecording(recordingsDir, { takes, ranges }));
}

type Work = { pause(): void; resume(): void };

/** A remux that is paused from its first moment on. */
async function remuxPaused() {
  const files = await write();
  let work: Work | undefined;
  let hasLeft = false;
  const remuxing = remuxInChild({
    ...{ files, outDir: path.join(files.work, 'remux'), signal: scope.signal },
    ...{ onProgress: () => undefined, log: silentLog },
    joinGate(joined) {
      work = joined;
      joined.pause();
      return () => (hasLeft = true);
    },
  });
  const over = remuxing.then(
    () => 'done',
    (error: unknown) => String(error),
  );
  return { files, work: () => work!, over, hasLeft: () => hasLeft };
}

const pauseMs = 1_500;

test('a remuxing process is paused by the gate, however long, and goes on where it stood', async () => {
  const { files, work, over, hasLeft } = await remuxPaused();
  const made = path.join(files.work, 'remux', 'take.mkv');
  const first = await Promise.race([
    over,
    new Promise((resolve) => scope.after('pause', pauseMs, () => resolve('paused'))),
  ]);
  expect(first).toBe('paused');
  await expect(readFile(made)).rejects.toThrow('ENOENT');
  work().resume();
  expect(await over).toBe('done');
  expect((await readFile(made)).length).toBeGreaterThan(1_000);
  expect(hasLeft()).toBe(true);
});

test('a remuxing process that a dead disk holds is given up, and says so', async () => {
  const files = await write();
  // Whoever opens it waits for ever.
  const segment = path.join(files.take('take'), '0000.rtpl');
  await rm(segment);
  execFileSync('mkfifo', [segment]);
  const remuxing = remuxInChild({
    ...{ files, outDir: path.join(files.work, 'remux'), signal: scope.signal, stallMs: 5_000 },
    ...{ onProgress: () => undefined, log: silentLog },
  });
  await expect(remuxing).rejects.toThrow('no progress for 5 s');
});
