import { randomUUID } from 'node:crypto';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { createRecordingRepository } from '../../media/store/recording-repository.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { StudioSession, type RecordingInfo } from '../../server/protocol/rest.ts';
import type { StoredQuestion } from '../../server/questions/question.ts';
import { createEditsRepository } from '../../server/store/edits-repository.ts';
import { createQuestionRepository } from '../../server/store/question-repository.ts';
import { createSessionRepository } from '../../server/store/session-repository.ts';
import { aStoredQuestion } from '../support/a-stored-question.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import type { RestClient } from '../support/rest-client.ts';
import { makeSession, signUpOwner } from '../support/rest-journeys.ts';
import { addEpisode, addRecording } from '../support/stored.ts';

/** People who only asked are taken out of a recording, too. */

const scope = new Scope('askers', silentLog);
const ended = new Date('2026-11-20T14:00:00Z');
const during = new Date(ended.getTime() - 60_000);

let api: RestApi;
let host: RestClient;
let at: string;
let sessionId: string;
let recordingId: string;
let lastNumber = 0;

beforeAll(async () => {
  api = await startRestApi(scope);
  host = await signUpOwner(api);
  const { session } = await makeSession(host);
  sessionId = session.sessionId;
  at = `/api/studio/sessions/${session.code}`;
  const sessions = createSessionRepository(api.db.prisma);
  await sessions.goLive(sessionId, new Date(ended.getTime() - 3_600_000));
  await sessions.end(sessionId, ended);
  const stored = (await sessions.find(session.code))!;
  ({ recordingId } = await addRecording(api.db, stored, { state: 'ready' }));
  await addEpisode(api.db, stored, recordingId);
});
afterAll(() => scope.close('done'));

/** Asked, and answered aloud where nothing else is said. */
async function ask(question: Partial<StoredQuestion>): Promise<StoredQuestion> {
  lastNumber += 1;
  const aloud = { state: 'answering', at: during, atMs: 1_000 } as const;
  const stored = aStoredQuestion({
    ...{ sessionId, number: lastNumber, state: 'answered', history: [aloud] },
    ...question,
  });
  await createQuestionRepository(api.db.prisma).add(stored);
  return stored;
}
const recording = async (): Promise<RecordingInfo> =>
  StudioSession.parse(await host.ok('GET', at)).recording!;
const askers = async () =>
  (await recording()).askers.map(({ displayName, question, withdrawn }) => ({
    ...{ displayName, text: question?.text, by: withdrawn?.by },
  }));
const withdraw = (body: { displayName: string } | { questionId: string }) =>
  host.ok('POST', `${at}/recording/withdraw`, body);
const gone = async () =>
  (await createRecordingRepository(api.db.prisma).find(recordingId))?.withdrawn;

test('hosts see who asked by name, and of others nothing but what was asked', async () => {
  await ask({ displayName: 'Sari', text: 'Kapan terbit?' });
  await ask({ displayName: 'Sari', text: 'Di mana?', askerMode: 'hidden' });
  await ask({ displayName: '', text: 'Siapa yang berani?', askerMode: 'anonymous' });
  await ask({ displayName: 'Tono', text: 'Belum dijawab.', state: 'open', history: [] });
  expect(await askers()).toEqual([
    { displayName: 'Sari', text: undefined, by: undefined },
    { displayName: '', text: 'Siapa yang berani?', by: undefined },
  ]);
});

test('taken out, nothing is left of them but a note, and the episode is made without them', async () => {
  const notes = 'Bab satu.\n\n**Dijawab secara tertulis**\n\n- **Kapan terbit?** Besok.';
  const where = { recordingId };
  await api.db.prisma.episode.update({ where, data: { notes } });
  const { episodeId, guid } = await api.db.prisma.episode.findUniqueOrThrow({ where });
  const chapter = (title: string) => ({ startMs: 0, title, kind: 'question' as const });
  const edits = createEditsRepository(api.db.prisma);
  await edits.save(recordingId, {
    ...{ version: 1, edits: [] },
    chapters: ['Pembuka', 'Kapan terbit?', 'Terbitnya kapan?', 'Salam untuk Sari'].map(chapter),
  });
  const key = `episodes/${episodeId}/1-ab/audio.mp3`;
  await api.objects.put(key, Buffer.from('mp3'), {
    ...{ contentType: 'audio/mpeg', cacheControl: 'no-cache' },
  });
  const files = recordingFiles(api.recordingsDir, recordingId);
  const made = path.join(files.work, 'card.png');
  await mkdir(path.dirname(made), { recursive: true });
  await writeFile(made, '');
  const { questionId: mergedIntoId } = await api.db.prisma.question.findFirstOrThrow({
    where: { sessionId, text: 'Kapan terbit?' },
  });
  // A wording between the first and the last, which a host kept as a chapter.
  const stamp = { seq: 0, monoUs: 0, wallMs: 0 };
  const answered = { questionId: mergedIntoId, title: 'Terbitnya kapan?', answeredBy: 'Budi' };
  const told = [
    { type: 'record.on', ...stamp },
    { type: 'answer.start', ...answered, ...stamp },
  ].map((event) => `${JSON.stringify(event)}\n`);
  await writeFile(files.timeline, told.join(''));
  const joined = { displayName: 'Budi', text: 'Terbit kapan?', history: [] };
  const child = await ask({ ...joined, state: 'merged', mergedIntoId, stateBefore: 'open' });

  await withdraw({ displayName: 'Sari' });
  expect(await api.db.prisma.question.count({ where: { displayName: 'Sari' } })).toBe(0);
  const freed = { questionId: child.questionId };
  expect(await api.db.prisma.question.findUnique({ where: freed })).toMatchObject({
    ...{ state: 'open', mergedIntoId: null, version: child.version + 1 },
  });
  expect(await api.db.prisma.episode.findUnique({ where })).toMatchObject({
    ...{ guid, notes: 'Bab satu.', mp3Key: null, chapters: [] },
  });
  expect(await edits.find(recordingId)).toMatchObject({
    ...{ version: 2, forgottenVersion: 2, chapters: [{ title: 'Pembuka' }] },
  });
  expect(await api.objects.find(key)).toBeUndefined();
  await expect(access(made)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await readFile(files.timeline, 'utf8')).toBe(told[0]);
  expect(api.queued).toEqual([{ recordingId, revision: 2 }]);
  const withdrawn = await gone();
  expect(withdrawn).toMatchObject({ takeIds: [], names: ['Sari'] });
  expect(withdrawn?.questionIds).toHaveLength(2);
  expect(await askers()).toContainEqual({
    ...{ displayName: 'Sari', text: undefined, by: expect.any(String) as string },
  });
  // What was said by others stays, and so does who was recorded.
  expect((await recording()).takes.every((take) => !take.withdrawn)).toBe(true);

  // Pressed twice, it is done once.
  await withdraw({ displayName: 'Sari' });
  expect(api.queued).toHaveLength(1);
});

test('who asked without a name goes with their question, of which no word is told again', async () => {
  const { questionId } = (await recording()).askers.find(
    ({ question }) => question?.text,
  )!.question!;
  await withdraw({ questionId });
  expect(api.queued.at(-1)).toEqual({ recordingId, revision: 3 });
  expect(JSON.stringify(await recording())).not.toContain('berani');
  expect(await askers()).toContainEqual({
    ...{ displayName: '', text: '', by: expect.any(String) as string },
  });
  expect(await gone()).toMatchObject({ names: ['Sari'] });
});

test('what was never answered goes, and the episode stays as it is', async () => {
  const before = api.queued.length;
  const where = { recordingId };
  const { version } = await api.db.prisma.edits.findUniqueOrThrow({ where });
  await api.db.prisma.episode.update({ where, data: { editsVersion: version } });
  await withdraw({ displayName: 'Tono' });
  expect(await api.db.prisma.question.count({ where: { displayName: 'Tono' } })).toBe(0);
  expect(api.queued).toHaveLength(before);
  // Whoever typed its words into a chapter, and took them away again, cannot undo that; and nothing waits to be made.
  const next = version + 1;
  expect(await api.db.prisma.edits.findUnique({ where })).toMatchObject({
    ...{ version: next, forgottenVersion: next },
  });
  expect(await api.db.prisma.episode.findUnique({ where })).toMatchObject({
    editsVersion: next,
  });
});

test('who asked in vain, and afterwards answered aloud what another asked, is in the episode', async () => {
  const { questionId } = await ask({ displayName: 'Wati' });
  await ask({ displayName: 'Dewi', state: 'open', history: [] });
  const key = `answers/${sessionId}/${questionId}.flac`;
  await api.db.prisma.spokenAnswer.create({
    data: {
      ...{ questionId, sessionId, key, durationMs: 5_000 },
      ...{ answeredBy: 'Dewi', answeredAt: ended },
    },
  });
  const before = api.queued.length;
  await withdraw({ displayName: 'Dewi' });
  expect(api.queued).toHaveLength(before + 1);
  expect(await api.db.prisma.spokenAnswer.count({ where: { sessionId } })).toBe(0);
  const purges = await api.db.prisma.purge.findMany({ where: { prefixes: { has: key } } });
  expect(purges).toHaveLength(1);
});

test('nobody of the name, a question of another session, and a name and a question together are refused', async () => {
  const post = (json: object) => host.send('POST', `${at}/recording/withdraw`, { json });
  expect((await post({ displayName: 'Tidak ada' })).status).toBe(404);
  expect((await post({ questionId: randomUUID() })).status).toBe(404);
  expect((await post({ displayName: 'Budi', questionId: randomUUID() })).status).toBe(400);
  // People without a name are not one person.
  const nameless = await ask({ displayName: '', askerMode: 'anonymous' });
  expect((await post({ displayName: '' })).status).toBe(404);
  const { questionId } = nameless;
  expect(await api.db.prisma.question.count({ where: { questionId } })).toBe(1);
});

test('while it is being recorded nobody is taken out', async () => {
  const { questionId } = await ask({ displayName: 'Rina' });
  const where = { recordingId };
  await api.db.prisma.recording.update({ where, data: { state: 'recording' } });
  await host.refused('conflict', 'POST', `${at}/recording/withdraw`, {
    json: { displayName: 'Rina' },
  });
  expect(await api.db.prisma.question.count({ where: { questionId } })).toBe(1);
});
