import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { RecordingHealth } from '../../server/protocol/recording-health.ts';
import { createWithdrawalRepository } from '../../server/store/withdrawal-repository.ts';
import { openTestDatabase } from '../support/database.ts';
import { levelOf } from '../support/measure.ts';
import { overheard, speakOverheard } from '../support/overheard-voices.ts';
import { addRecording, aSession } from '../support/stored.ts';
import { createTestProcessor, createTestSteps } from '../support/test-pipeline.ts';
import { makeVoiceTake } from '../support/voice-takes.ts';

/** Sari is taken out, whom Rina's microphone hears, too; Rina says nothing. Sound is real. */

const scope = new Scope('withdrawn bleed', silentLog);
const { seconds, heardAt } = overheard;
const durationMs = seconds * 1_000;
let root: string;
let store: ObjectStore;
let database: Database;
let takes: Record<'sari' | 'rina', RemuxedTake>;
let recordingId: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi-bleed-'));
  scope.defer('files', () => rm(root, { recursive: true, force: true }));
  store = await openLocalObjectStore(path.join(root, 'objects'));
  database = await openTestDatabase(scope);
  const { sari, rina } = await speakOverheard(root);
  const voice = { firstMs: 0, seconds };
  takes = {
    sari: await makeVoiceTake(root, { ...voice, peerId: 'sari', sound: { file: sari } }),
    rina: await makeVoiceTake(root, { ...voice, peerId: 'rina', sound: { file: rina } }),
  };
}, 60_000);
beforeEach(async () => {
  const session = await aSession(database);
  ({ recordingId } = await addRecording(database, session, { state: 'processing' }));
  const recorded = { recordingId, kind: 'audio', source: 'microphone', codec: 'opus' };
  await database.prisma.take.createMany({
    data: Object.entries({ sari: 'Sari', rina: 'Rina' }).map(([peerId, displayName]) => ({
      ...{ ...recorded, takeId: idOf(peerId), peerId, displayName, startedAt: new Date() },
    })),
  });
});
afterAll(() => scope.close('done'));

const idOf = (peerId: string): string => `${recordingId}-${peerId}`;
async function run(revision: number, people: readonly ('sari' | 'rina')[]): Promise<void> {
  const recorded = people.map((name) => ({ ...takes[name], takeId: idOf(name) }));
  const steps = createTestSteps(database, { takes: recorded, durationMs });
  const process = createTestProcessor({ database, store, recordingsDir: root, steps });
  await process({ recordingId, revision }, new AbortController().signal);
}
const withdrawSari = () =>
  createWithdrawalRepository(database.prisma).withdraw(recordingId, {
    ...{ who: { displayName: 'Sari' }, by: 'Ani', at: new Date(), asked: [] },
  });
const find = async () => {
  const row = await database.prisma.recording.findUniqueOrThrow({ where: { recordingId } });
  return { state: row.state, health: RecordingHealth.parse(row.health) };
};
const levelInRina = () =>
  levelOf(
    path.join(recordingFiles(root, recordingId).work, 'stems', 'microphone-rina.flac'),
    heardAt,
  );

test('whoever is taken out of an episode is not heard in another microphone', async () => {
  await run(1, ['sari', 'rina']);
  expect(await levelInRina()).toBeGreaterThan(-50);
  expect(await withdrawSari()).toMatchObject({ takeIds: [idOf('sari')], revision: 2 });
  await run(2, ['rina']);
  expect(await levelInRina()).toBeLessThan(-80);
  const { state, health } = await find();
  expect(state).toBe('ready');
  expect(health.maybeHeard).toBeUndefined();
  // What only microphones that are gone would tell is known in every later run.
  await database.prisma.recording.update({
    where: { recordingId },
    data: { revision: 3, state: 'processing' },
  });
  await rm(recordingFiles(root, recordingId).work, { recursive: true });
  await run(3, ['rina']);
  expect(await levelInRina()).toBeLessThan(-80);
});

test('where it was not looked for before, hosts read that they may still be heard', async () => {
  expect(await withdrawSari()).toMatchObject({ takeIds: [idOf('sari')] });
  await run(2, ['rina']);
  expect(await find()).toMatchObject({
    state: 'ready',
    health: { verdict: 'poor', maybeHeard: true },
  });
});
