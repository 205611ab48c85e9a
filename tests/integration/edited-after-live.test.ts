import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { settleSlices } from '../../media/steps/settle-slices.ts';
import { slicesDirOf } from '../../media/steps/slices.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { openTestDatabase } from '../support/database.ts';
import { levelOf, loudness } from '../support/measure.ts';
import { isThere } from '../support/preparing.ts';
import { addRecording, aSeries, aSession } from '../support/stored.ts';
import { createTestProcessor, createTestSteps } from '../support/test-pipeline.ts';
import { makeVoiceTake } from '../support/voice-takes.ts';

/** Sound that was prepared while its session was live, and what its host wants otherwise by then: never what is out of date. */

const scope = new Scope('edited', silentLog);
const durationMs = 40_000;
/** Budi speaks for three seconds of each five, in a room that is heard. */
const voice =
  "aevalsrc='(0.2+0.1*sin(7*t))*sin(2*PI*(300+100*sin(t))*t)*lt(mod(t,5),3)+0.03*(random(0)-0.5)':s=48000";
/** He speaks; he is silent. */
const words = { from: 25.5, seconds: 2 };
const pause = { from: 28.5, seconds: 1 };
let root: string;
let store: ObjectStore;
let database: Database;
let takes: RemuxedTake[];

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi-edited-'));
  scope.defer('files', () => rm(root, { recursive: true, force: true }));
  store = await openLocalObjectStore(path.join(root, 'objects'));
  database = await openTestDatabase(scope);
  takes = [
    await makeVoiceTake(root, { peerId: 'budi', firstMs: 0, seconds: 40, sound: voice }),
  ];
});
afterAll(() => scope.close('done'));

type Wish = (of: { recordingId: string; seriesId: string }) => Promise<unknown>;

/** Prepares a session whole, has its host wish something, and publishes it. Gives the podcast. */
async function publishAfter(wish: Wish) {
  const { seriesId } = await aSeries(database);
  const session = await aSession(database, { seriesId });
  const { recordingId } = await addRecording(database, session, { state: 'processing' });
  const { work } = recordingFiles(root, recordingId);
  const slicesDir = slicesDirOf(work);
  await mkdir(slicesDir, { recursive: true });
  const tools = { workDir: slicesDir, signal: scope.signal, log: silentLog };
  expect(await settleSlices({ durationMs, takes }, tools)).toMatchObject({ isSettled: true });
  await wish({ recordingId, seriesId });

  const steps = createTestSteps(database, { takes, durationMs });
  const process = createTestProcessor({ database, store, recordingsDir: root, steps });
  await process({ recordingId, revision: 1 }, scope.signal);
  const episode = await database.prisma.episode.findUniqueOrThrow({ where: { recordingId } });
  const file = path.join(root, `${recordingId}.mp3`);
  const { body } = (await store.read(episode.mp3Key!))!;
  await writeFile(file, await buffer(body));
  expect(Math.abs((await loudness(file)).lufs + 16)).toBeLessThanOrEqual(1);
  return { file, ms: episode.durationMs!, isOfSlices: await isThere(slicesDir) };
}

const edit =
  (...edits: Record<string, unknown>[]): Wish =>
  ({ recordingId }) =>
    database.prisma.edits.create({
      data: {
        ...{ recordingId, version: 1 },
        edits: edits.map((each) => ({ editId: randomUUID(), ...each })),
      },
    });

/** A tone of three seconds, as the series' intro or outro. */
const play =
  (keyOf: 'introKey' | 'outroKey', msOf: 'introMs' | 'outroMs'): Wish =>
  async ({ seriesId }) => {
    const file = path.join(root, 'tone.flac');
    await promisify(execFile)('ffmpeg', [
      ...['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', 'sine=f=600:d=3'],
      ...['-c:a', 'flac', '-ac', '2', '-ar', '48000', file],
    ]);
    const key = `sounds/${seriesId}/tone.flac`;
    const meta = { contentType: 'audio/flac', cacheControl: 'no-store' };
    await store.put(key, { file }, meta);
    await database.prisma.series.update({
      where: { seriesId },
      data: { [keyOf]: key, [msOf]: 3_000 },
    });
  };

test('what nobody changed is joined of what was prepared, and is clean', async () => {
  const { file, ms, isOfSlices } = await publishAfter(() => Promise.resolve());
  expect(isOfSlices).toBe(true);
  expect(Math.abs(ms - durationMs)).toBeLessThan(60);
  expect(await levelOf(file, words)).toBeGreaterThan(-30);
  expect(await levelOf(file, pause)).toBeLessThan(-65);
}, 60_000);

test.each<{ name: string; wish: Wish; longerMs: number; isJoined: boolean }>([
  {
    name: 'a cut',
    wish: edit({ kind: 'cut', fromMs: 5_000, toMs: 12_000 }),
    longerMs: -7_000,
    isJoined: false,
  },
  // What there was of voices is of use: their slices are few, and made again around it.
  {
    name: 'an intro',
    wish: play('introKey', 'introMs'),
    longerMs: 3_000,
    isJoined: true,
  },
  {
    name: 'an outro',
    wish: play('outroKey', 'outroMs'),
    longerMs: 3_000,
    isJoined: true,
  },
])(
  '$name is in the podcast, whatever was prepared',
  async ({ wish, longerMs, isJoined }) => {
    const { ms, isOfSlices } = await publishAfter(wish);
    expect(Math.abs(ms - durationMs - longerMs)).toBeLessThan(60);
    expect(isOfSlices).toBe(isJoined);
  },
  60_000,
);

test('what was silenced is not heard, whatever was prepared', async () => {
  const silenced = { kind: 'mute', peerId: 'budi', fromMs: 25_000, toMs: 28_000 };
  const { file } = await publishAfter(edit(silenced));
  expect(await levelOf(file, words)).toBeLessThan(-80);
}, 60_000);

test('voices of a series that wants them as they are by now are not cleaned, whatever was prepared', async () => {
  const { file, isOfSlices } = await publishAfter(({ seriesId }) =>
    database.prisma.series.update({ where: { seriesId }, data: { cleanVoices: false } }),
  );
  expect(isOfSlices).toBe(true);
  expect(await levelOf(file, words)).toBeGreaterThan(-30);
  expect(await levelOf(file, pause)).toBeGreaterThan(-55);
}, 60_000);
