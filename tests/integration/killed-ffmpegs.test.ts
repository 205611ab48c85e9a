import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { configureFfmpeg } from '../../media/ffmpeg/ffmpeg-settings.ts';
import { createPipelineSteps } from '../../media/jobs/pipeline-steps.ts';
import { createEpisodeRepository } from '../../media/store/episode-repository.ts';
import { createTranscriptRepository } from '../../media/store/transcript-repository.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openTestDatabase } from '../support/database.ts';
import { loadFlashMedia, readOgg } from '../support/flash-media.ts';
import { packetiseOpus, packetiseVp8 } from '../support/rtp-sender.ts';
import { aSeries, aSession } from '../support/stored.ts';
import { createTestProcessor } from '../support/test-pipeline.ts';
import { makeRecordingsDir } from '../support/test-recordings.ts';
import { arrivalsOf, writeRecording } from '../support/written-recording.ts';

/** Every step of a real recording's way to its episode loses an ffmpeg in the middle, once. */

const scope = new Scope('test', silentLog);
const endMs = 10_000;
/** Steps that run ffmpeg, in which the first of them dies. */
const mortal = ['stems', 'voices', 'mix', 'audio', 'chunks', 'package'];
let database: Database;
let root: string;

beforeAll(async () => {
  database = await openTestDatabase(scope);
  await database.prisma.library.create({ data: { name: 'Perpustakaan Kota' } });
  root = await makeRecordingsDir(scope);
});
afterEach(() => configureFfmpeg({ ffmpegPath: 'ffmpeg' }));
afterAll(() => scope.close('done'));

/** An ffmpeg that is killed after a moment, and takes nothing back: the first that works for each step. */
async function makeMortal(): Promise<{ file: string; killed: () => Promise<string[]> }> {
  const file = path.join(root, 'mortal-ffmpeg');
  const log = path.join(root, 'killed');
  await writeFile(log, '');
  // The step by the last of its folders that is mentioned: outputs come last.
  const script = `#!/bin/bash
step=$(printf '%s\\n' "$@" | grep -o '/work/[a-z-]*/' | tail -1 | cut -d/ -f3)
if [ -n "$step" ] && ! grep -qx "$step" ${log}; then
  echo "$step" >> ${log}
  ffmpeg "$@" & sleep 0.1
  kill -9 $! ; kill -9 $$
fi
exec ffmpeg "$@"
`;
  await writeFile(file, script);
  await chmod(file, 0o755);
  return { file, killed: async () => (await readFile(log, 'utf8')).trim().split('\n') };
}

/** A voice in noise, which is taken out of it. */
async function makeHiss(): Promise<Buffer[][]> {
  const file = path.join(root, 'hiss.ogg');
  // prettier-ignore
  await promisify(execFile)('ffmpeg', [
    '-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i',
    "aevalsrc='0.3*sin(2*PI*(300+100*sin(t))*t)*lt(mod(t,4),3)+0.006*(random(0)-0.5)':s=48000:d=12",
    '-c:a', 'libopus', '-b:a', '64k', '-frame_duration', '20', '-page_duration', '20000', file,
  ]);
  return packetiseOpus(readOgg(await readFile(file)));
}

/** A recording of two people, and what has become of it: the step's rows, and the bytes of all that is published. */
async function publish(name: string) {
  const media = await loadFlashMedia();
  const sound = { frames: packetiseOpus(media.opus), frameMs: 20, clockRate: 48_000 };
  const hiss = await makeHiss();
  const face = { frames: packetiseVp8(media.vp8), frameMs: 1_000 / 30, clockRate: 90_000 };
  const whole = { fromMs: 0, toMs: endMs };
  const { seriesId } = await aSeries(database, { publishMode: 'automatic', podcastGuid: 'g' });
  const { sessionId } = await aSession(database, { seriesId });
  const recordingsDir = path.join(root, name);
  const recordingId = await writeRecording(recordingsDir, {
    ...{ recordingId: name, sessionId, ranges: [[0, endMs]] },
    takes: [
      { takeId: 'ani-voice', codec: 'opus', arrivals: arrivalsOf({ ...sound, ...whole }) },
      { takeId: 'ani-face', codec: 'vp8', arrivals: arrivalsOf({ ...face, ...whole }) },
      {
        ...{ takeId: 'budi-voice', peerId: 'budi', codec: 'opus' },
        arrivals: arrivalsOf({ ...sound, ...whole, frames: hiss, fromMs: 4_000 }),
      },
    ],
  });
  const held = { startedAt: new Date(), endedAt: new Date() };
  await database.prisma.recording.create({
    data: { recordingId, sessionId, state: 'processing', ...held },
  });
  const store = await openLocalObjectStore(path.join(root, 'objects'));
  const steps = createPipelineSteps(
    createEpisodeRepository(database.prisma),
    createTranscriptRepository(database.prisma),
  );
  const process = createTestProcessor({ database, store, recordingsDir, steps });
  await process({ recordingId, revision: 1 }, scope.signal);
  const recording = await database.prisma.recording.findUniqueOrThrow({
    where: { recordingId },
    include: { episode: true, steps: { orderBy: { position: 'asc' } } },
  });
  expect(recording.state).toBe('ready');
  const { mp3Key, hlsKey } = recording.episode!;
  const bytes: Record<string, string> = {};
  for (const prefix of [mp3Key, hlsKey].map((key) => path.dirname(key!))) {
    for await (const { key } of store.list(`${prefix}/`)) {
      const content = await buffer((await store.read(key))!.body);
      const hash = createHash('sha256').update(content).digest('hex');
      bytes[key.slice(prefix.length + 1)] = `${content.length} ${hash}`;
    }
  }
  const { work } = recordingFiles(recordingsDir, recordingId);
  return { steps: recording.steps, bytes, work };
}

test('an ffmpeg that is killed in each step costs that step one more try, and the episode is the same to the byte', async () => {
  const undisturbed = await publish('undisturbed');
  const { file, killed } = await makeMortal();
  configureFfmpeg({ ffmpegPath: file });
  const disturbed = await publish('disturbed');
  expect(await killed()).toEqual(mortal);
  const tries = disturbed.steps.map(({ name, attempt }) => [name, attempt]);
  expect(tries).toEqual(
    undisturbed.steps.map(({ name }) => [name, mortal.includes(name) ? 2 : 1]),
  );
  expect(disturbed.bytes).toEqual(undisturbed.bytes);
}, 240_000);
