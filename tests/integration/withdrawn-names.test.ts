import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { createRecordingRepository } from '../../media/store/recording-repository.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { StudioSession } from '../../server/protocol/rest.ts';
import { createEditsRepository } from '../../server/store/edits-repository.ts';
import { createQuestionRepository } from '../../server/store/question-repository.ts';
import { createTranscriptRepository } from '../../server/store/transcript-repository.ts';
import { createWithdrawalRepository } from '../../server/store/withdrawal-repository.ts';
import { aStoredQuestion } from '../support/a-stored-question.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import type { RestClient } from '../support/rest-client.ts';
import { signUpOwner } from '../support/rest-journeys.ts';
import { addEpisode, addRecording, aSession } from '../support/stored.ts';

/** Who changed their name on the way is taken out whole, by whichever of their names. */

const scope = new Scope('withdrawn names', silentLog);
let api: RestApi;
let host: RestClient;
let sessionId: string;
let recordingId: string;
let path: string;

type Told = { takeId: string; peerId: string; displayName: string };

/** In order of time: a guest corrects their name; so does somebody who had joined under the same one. */
const recorded: readonly Told[] = [
  { takeId: 'early', peerId: 'guest', displayName: 'Pak Rahma' },
  { takeId: 'joined', peerId: 'other', displayName: 'Pak Rahma' },
  { takeId: 'late', peerId: 'guest', displayName: 'Pak Rahmat' },
  { takeId: 'stays', peerId: 'other', displayName: 'Bu Sari' },
];
/** Of the guest, and known to this machine alone. */
const onlyHere: Told = { takeId: 'here', peerId: 'guest', displayName: 'Rahmat S.' };
const media = { kind: 'audio', source: 'microphone', codec: 'opus' };
const idOf = (takeId: string): string => `${takeId}-${recordingId}`;
const filesOf = () => recordingFiles(api.recordingsDir, recordingId);

beforeAll(async () => {
  api = await startRestApi(scope);
  host = await signUpOwner(api);
});
afterAll(() => scope.close('done'));

beforeEach(async () => {
  const session = await aSession(api.db);
  ({ sessionId } = session);
  path = `/api/studio/sessions/${session.code}`;
  ({ recordingId } = await addRecording(api.db, session, { state: 'ready' }));
  await addEpisode(api.db, session, recordingId);
  const files = filesOf();
  const stamp = { seq: 0, monoUs: 0, wallMs: 0 };
  const told = [...recorded, onlyHere].map(({ takeId, ...who }) =>
    JSON.stringify({
      ...{ type: 'take.start', ...stamp, takeId: idOf(takeId), ...who, ...media },
      ...{ producerId: 'x', paused: false },
    }),
  );
  for (const { takeId } of [...recorded, onlyHere]) {
    await mkdir(files.take(idOf(takeId)), { recursive: true });
  }
  await writeFile(files.timeline, told.join('\n'));
  await api.db.prisma.take.createMany({
    data: recorded.map(({ takeId, ...who }, minute) => ({
      ...{ recordingId, takeId: idOf(takeId), ...who, ...media },
      startedAt: new Date(Date.UTC(2026, 10, 20, 12, minute)),
    })),
  });
});

const withdraw = (displayName: string) =>
  host.ok('POST', `${path}/recording/withdraw`, { displayName });
const people = async () =>
  StudioSession.parse(await host.ok('GET', path)).recording?.people.map(
    ({ displayName, alsoAs, withdrawn }) => [displayName, alsoAs, withdrawn !== undefined],
  );

test('under every name they had, nothing is left of who is taken out', async () => {
  const { prisma } = api.db;
  expect(await people()).toEqual([
    ['Pak Rahmat', ['Pak Rahma'], false],
    ['Bu Sari', ['Pak Rahma'], false],
  ]);
  const ask = (number: number, displayName: string) =>
    createQuestionRepository(prisma).add(aStoredQuestion({ sessionId, number, displayName }));
  await ask(1, 'Pak Rahma');
  await ask(2, 'Tono');
  const chapters = ['Pembuka', 'Salam Pak Rahma', 'Salam Tono'].map((title, index) => ({
    ...{ startMs: index * 20_000, title, kind: 'mark' as const },
  }));
  const edits = createEditsRepository(prisma);
  await edits.save(recordingId, { version: 1, edits: [], chapters });
  const cue = (text: string, speaker: string) => ({
    ...{ cueId: randomUUID(), fromMs: 0, toMs: 1_000, text, speaker },
  });
  const cues = [cue('Halo.', 'Pak Rahma'), cue('Halo, Pak Rahma dan Pak Rahmat.', 'Bu Sari')];
  const transcripts = createTranscriptRepository(prisma);
  await transcripts.save(recordingId, { version: 1, cues });

  await withdraw('Pak Rahmat');
  const files = filesOf();
  // Of somebody who was called so, too, only what was recorded under that name.
  const stays = idOf('stays');
  expect(await readdir(files.takes)).toEqual([stays]);
  const takes = await prisma.take.findMany({ where: { recordingId, withdrawnAt: null } });
  expect(takes.map(({ takeId }) => takeId)).toEqual([stays]);
  expect(await readFile(files.timeline, 'utf8')).not.toContain('Rahma');
  const questions = await prisma.question.findMany({ where: { sessionId } });
  expect(questions.map(({ displayName }) => displayName)).toEqual(['Tono']);
  const kept = (await edits.find(recordingId))?.chapters;
  expect(kept?.map(({ title }) => title)).toEqual(['Pembuka', 'Salam Tono']);
  expect((await transcripts.find(recordingId))?.cues).toMatchObject([
    { text: 'Halo, … dan ….' },
  ]);
  const withdrawals = createWithdrawalRepository(prisma);
  const names = ['Pak Rahma', 'Pak Rahmat'];
  expect((await withdrawals.listNames(sessionId)).sort()).toEqual(names);
  const told = (await createRecordingRepository(prisma).find(recordingId))?.withdrawn;
  expect(told?.names.toSorted()).toEqual(names);
  expect(told?.peerIds).toEqual(['guest']);
});

test('everyone who had the name that a host picks goes whole', async () => {
  await withdraw('Pak Rahma');
  const where = { recordingId, withdrawnAt: null };
  expect(await api.db.prisma.take.count({ where })).toBe(0);
  expect((await people())?.map(([, , isOut]) => isOut)).toEqual([true, true]);
});

test('who was taken out is listed once, and others who have something left can be taken out still', async () => {
  await withdraw('Pak Rahmat');
  expect(await people()).toEqual([
    ['Pak Rahmat', ['Pak Rahma'], true],
    ['Bu Sari', ['Pak Rahma'], false],
  ]);
  const where = { recordingId };
  const date = await api.db.prisma.take.findMany({ where, select: { withdrawnAt: true } });
  await withdraw('Pak Rahmat');
  expect(await api.db.prisma.take.findMany({ where, select: { withdrawnAt: true } })).toEqual(
    date,
  );
  await withdraw('Bu Sari');
  expect((await people())?.map(([, , isOut]) => isOut)).toEqual([true, true]);
});
