import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { createPipelineSteps } from '../../media/jobs/pipeline-steps.ts';
import { compareRefused } from '../../media/steps/compare-refused.ts';
import { createEpisodeRepository } from '../../media/store/episode-repository.ts';
import { createTranscriptRepository } from '../../media/store/transcript-repository.ts';
import { systemClock } from '../../server/platform/clock.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { RecordingHealth } from '../../server/protocol/recording-health.ts';
import { finishInterrupted } from '../../server/recordings/recover-interrupted.ts';
import type { CompareRefused } from '../../server/recordings/refused-takes.ts';
import { createRecordingRepository } from '../../server/store/recording-repository.ts';
import { openTestDatabase } from '../support/database.ts';
import { FakeConsents, FakeJobs } from '../support/fake-recording-store.ts';
import { readOgg } from '../support/flash-media.ts';
import { levelOf } from '../support/measure.ts';
import { overheard, speakOverheard } from '../support/overheard-voices.ts';
import { packetiseOpus } from '../support/rtp-sender.ts';
import { aSession } from '../support/stored.ts';
import { createTestProcessor, createTestSteps } from '../support/test-pipeline.ts';
import { arrivalsOf, writeRecording, type Arrival } from '../support/written-recording.ts';

/** Sari takes her consent back while live, and Rina's microphone heard her. Sound is real. */

const scope = new Scope('refused bleed', silentLog);
const { seconds, heardAt } = overheard;
const durationMs = 1_000 * seconds;
const no = { type: 'consent', peerId: 'sari', granted: false, textVersion: '1' } as const;
let root: string;
let store: ObjectStore;
let database: Database;
let sent: Record<'sari' | 'rina', Arrival[]>;
let recordingId: string;
let jobs: FakeJobs;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi-refused-'));
  scope.defer('files', () => rm(root, { recursive: true, force: true }));
  store = await openLocalObjectStore(path.join(root, 'objects'));
  database = await openTestDatabase(scope);
  const { sari, rina } = await speakOverheard(root);
  sent = { sari: await toPackets(sari), rina: await toPackets(rina) };
}, 60_000);
beforeEach(async () => {
  const { sessionId } = await aSession(database);
  recordingId = `rekaman-${sessionId}`;
  jobs = new FakeJobs();
  const take = (peerId: 'sari' | 'rina') => ({
    ...{ takeId: idOf(peerId), peerId, codec: 'opus' as const, arrivals: sent[peerId] },
  });
  await writeRecording(root, {
    ...{ recordingId, sessionId, ranges: [[0, durationMs]] },
    takes: [take('sari'), take('rina')],
    told: [[durationMs - 1, no]],
  });
});
afterAll(() => scope.close('done'));

const idOf = (peerId: string): string => `${recordingId}-${peerId}`;
const files = () => recordingFiles(root, recordingId);

async function toPackets(wav: string): Promise<Arrival[]> {
  const ogg = `${wav}.ogg`;
  await promisify(execFile)('ffmpeg', [
    ...['-nostdin', '-v', 'error', '-y', '-i', wav, '-ac', '2', '-c:a', 'libopus'],
    ...['-b:a', '48k', '-frame_duration', '20', ogg],
  ]);
  const frames = packetiseOpus(readOgg(await readFile(ogg)));
  const track = { frames, frameMs: 20, clockRate: 48_000, fromMs: 0, toMs: durationMs };
  return arrivalsOf({ ...track, delayMs: 7 });
}

function finish(compare: CompareRefused, signal = scope.signal): Promise<void> {
  return finishInterrupted(recordingId, {
    ...{ recordingsDir: root, repository: createRecordingRepository(database.prisma), jobs },
    ...{ consents: new FakeConsents(), sessionEnded: () => Promise.resolve(), bootId: 'b' },
    ...{ clock: systemClock, log: silentLog },
    comparing: { compare, signal, log: silentLog },
  });
}

/** Takes and sounds are as they are; the picture, which others test, is made in no time. */
async function makeEpisode(): Promise<void> {
  const given = createTestSteps(database, { takes: [], durationMs });
  const { collect, remux } = createPipelineSteps(
    createEpisodeRepository(database.prisma),
    createTranscriptRepository(database.prisma),
  );
  const steps = { ...given, collect, remux };
  const process = createTestProcessor({ database, store, recordingsDir: root, steps });
  await process({ recordingId, revision: 1 }, scope.signal);
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
const isRecorded = () => isThere(files().take(idOf('sari')));
const levelInRina = () =>
  levelOf(path.join(files().work, 'stems', 'microphone-rina.flac'), heardAt);
const health = async () => {
  const row = await database.prisma.recording.findUniqueOrThrow({ where: { recordingId } });
  return RecordingHealth.parse(row.health);
};

test('whoever takes their consent back while live is not heard in another microphone', async () => {
  await finish(compareRefused);
  expect(await isRecorded()).toBe(false);
  expect(await isThere(path.join(files().work, 'compared'))).toBe(false);
  expect(jobs.payloads).toEqual([{ recordingId, revision: 1 }]);
  await makeEpisode();
  expect(await levelInRina()).toBeLessThan(-80);
  expect((await health()).maybeHeard).toBeUndefined();
}, 60_000);

test('a hub that stops while it compares deletes nothing, publishes nothing, and compares again', async () => {
  const stopping = new AbortController();
  const stopped = finish((...asked) => {
    stopping.abort(new Error('stopped'));
    return compareRefused(asked[0], { ...asked[1], signal: stopping.signal });
  }, stopping.signal);
  await expect(stopped).rejects.toThrow('stopped');
  expect(jobs.payloads).toEqual([]);
  expect(await database.prisma.take.count({ where: { recordingId } })).toBe(0);
  expect(await isRecorded()).toBe(true);

  await finish(compareRefused);
  expect(await isRecorded()).toBe(false);
  const { bleed } = await database.prisma.take.findUniqueOrThrow({
    where: { takeId: idOf('sari') },
  });
  expect(bleed).toMatchObject([{ peerId: 'rina' }]);
}, 60_000);

test('what was found before a hub died is used, and not looked for again', async () => {
  const found = [{ peerId: 'rina', stretches: [{ fromMs: 1_000, toMs: 8_000 }], beneath: [] }];
  await finish(() => Promise.resolve(new Map([[idOf('sari'), found]])));
  // As if the database had been away when it was to be told.
  await database.prisma.take.deleteMany({ where: { recordingId } });
  await database.prisma.recording.deleteMany({ where: { recordingId } });
  await finish(() => Promise.reject(new Error('not again')));
  expect(
    await database.prisma.take.findUniqueOrThrow({ where: { takeId: idOf('sari') } }),
  ).toMatchObject({ bleed: found });
});

test('where it cannot be compared their voice is deleted all the same, and hosts read that they may still be heard', async () => {
  await finish(() => Promise.reject(new Error('spoilt')));
  expect(await isRecorded()).toBe(false);
  expect(jobs.payloads).toHaveLength(1);
  await makeEpisode();
  expect(await health()).toMatchObject({ verdict: 'poor', maybeHeard: true });
}, 60_000);
