import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRecordingRepository } from '../../media/store/recording-repository.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { AnsweredAfterwards, LeftQuestions } from '../../server/protocol/afterwards.ts';
import type { StoredQuestion } from '../../server/questions/question.ts';
import { createQuestionRepository } from '../../server/store/question-repository.ts';
import { createSessionRepository } from '../../server/store/session-repository.ts';
import { aStoredQuestion } from '../support/a-stored-question.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import type { RestClient } from '../support/rest-client.ts';
import { makeSession, signUpOwner } from '../support/rest-journeys.ts';
import { addEpisode, addRecording } from '../support/stored.ts';

/** Answers by voice, from a browser's recording to what the pipeline is given. What it makes of them: clips.test.ts. */

const execute = promisify(execFile);
const scope = new Scope('spoken answers', silentLog);
const ended = new Date('2026-11-20T14:00:00Z');
let api: RestApi;
let host: RestClient;
let questions: ReturnType<typeof createQuestionRepository>;
let sessionId: string;
let code: string;
let recordingId: string;
let episode: string;
let lastNumber = 0;
/** As a browser's MediaRecorder writes it: in one go, without a length in it. */
let voice: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  api = await startRestApi(scope);
  host = await signUpOwner(api);
  questions = createQuestionRepository(api.db.prisma);
  const { session: made } = await makeSession(host);
  ({ sessionId, code } = made);
  const sessions = createSessionRepository(api.db.prisma);
  await sessions.goLive(sessionId, new Date(ended.getTime() - 3_600_000));
  await sessions.end(sessionId, ended);
  const session = (await sessions.find(code))!;
  ({ recordingId } = await addRecording(api.db, session, { state: 'ready' }));
  episode = await addEpisode(api.db, session, recordingId);
  await host.ok('POST', `/api/studio/episodes/${episode}/publish`);
  voice = await recordTone(2.5);
});
afterAll(() => scope.close('done'));

async function recordTone(seconds: number): Promise<Uint8Array<ArrayBuffer>> {
  // prettier-ignore
  const { stdout } = await execute('ffmpeg', [
    '-nostdin', '-v', 'error', '-f', 'lavfi', '-i', `sine=f=300:d=${seconds}`, '-c:a', 'libopus', '-f', 'webm', 'pipe:1',
  ], { encoding: 'buffer', maxBuffer: 16 << 20 });
  return new Uint8Array(stdout);
}
const add = async (question: Partial<StoredQuestion> = {}): Promise<StoredQuestion> => {
  lastNumber += 1;
  const stored = aStoredQuestion({ sessionId, number: lastNumber, ...question });
  await questions.add(stored);
  return stored;
};
const path = ({ questionId }: { questionId: string }, version?: number) =>
  `/api/studio/sessions/${code}/questions/${questionId}/spoken` +
  (version === undefined ? '' : `/${version}`);
const headers = { 'Content-Type': 'audio/webm;codecs=opus' };
const speak = (question: { questionId: string }, version = 1, raw = voice) =>
  host.send('PUT', path(question, version), { raw, headers });
const left = () => host.ok<LeftQuestions>('GET', `/api/studio/sessions/${code}/questions/left`);
const clipsNow = async () =>
  (await createRecordingRepository(api.db.prisma).find(recordingId))!.clips;
const revision = async () =>
  (await api.db.prisma.recording.findUniqueOrThrow({ where: { recordingId } })).revision;

test('a spoken answer follows the session, before the outro, and the episode is made again', async () => {
  const { seriesId } = await api.db.prisma.series.findFirstOrThrow();
  await api.db.prisma.series.update({
    where: { seriesId },
    data: { outroKey: 'sounds/x/outro.flac', outroMs: 3_000 },
  });
  const question = await add({ text: 'Boleh membawa buku sendiri?' });
  const before = await revision();
  expect((await speak(question)).status).toBe(204);
  expect(await revision()).toBe(before + 1);
  expect(api.queued.at(-1)).toEqual({ recordingId, revision: before + 1 });

  const { after } = await clipsNow();
  expect(after).toMatchObject([
    { layout: 'answer', question: question.text, answeredBy: 'Ibu Ani' },
    { layout: 'end', key: 'sounds/x/outro.flac' },
  ]);
  const { key, durationMs } = after[0]!;
  expect(Math.abs(durationMs - 2_500)).toBeLessThan(60);
  expect((await api.objects.find(key))?.contentType).toBe('audio/flac');

  const { answered, spoken, canSpeak } = await left();
  expect(answered).toMatchObject([{ questionId: question.questionId, state: 'answered' }]);
  expect({ spoken, canSpeak }).toEqual({
    spoken: [{ questionId: question.questionId, durationMs }],
    canSpeak: true,
  });
  const told = await api
    .browser()
    .ok<AnsweredAfterwards[]>('GET', `/api/episodes/${episode}/answers`);
  expect(told).toEqual([
    { number: 1, question: question.text, answers: [], spokenBy: 'Ibu Ani' },
  ]);
  const heard = await host.send('GET', path(question));
  expect(heard.headers.get('Content-Type')).toBe('audio/flac');
  await api.browser().refused('not-signed-in', 'GET', path(question));
});

test('taken out again its sound is gone, the question is open, and the episode is made again', async () => {
  const question = await add();
  await speak(question);
  const spoken = (await clipsNow()).after.find(({ question: text }) => text === question.text)!;
  const before = await revision();
  await host.refused('conflict', 'DELETE', path(question, 1), { json: {} });
  await host.ok('DELETE', path(question, 2), {});
  expect(await revision()).toBe(before + 1);
  await expect.poll(() => api.objects.find(spoken.key)).toBeUndefined();
  expect((await clipsNow()).after.map(({ key }) => key)).not.toContain(spoken.key);
  expect((await left()).left).toMatchObject([
    { questionId: question.questionId, state: 'open', version: 3 },
  ]);
});

test('spoken anew, the first sound is purged and the second is the answer', async () => {
  const question = await add({ text: 'Sekali lagi?' });
  await speak(question);
  const keyNow = async () =>
    (await clipsNow()).after.find(({ question: text }) => text === question.text)!.key;
  const first = await keyNow();
  expect((await speak(question, 2)).status).toBe(204);
  const second = await keyNow();
  await expect.poll(() => api.objects.find(first)).toBeUndefined();
  // The same words, the same sound: what is purged is not what is heard.
  await api.purges.sweep();
  expect(await api.objects.find(second)).toBeDefined();
});

test('what cannot be put into an episode is no answer, and its sound is purged', async () => {
  const question = await add();
  const { prisma } = api.db;
  // Its takes are over at the very moment: nobody has looked at the sound for long.
  const over = prisma.$executeRawUnsafe.bind(prisma);
  await over(`CREATE FUNCTION take_over() RETURNS trigger AS $$ BEGIN
    UPDATE "Recording" SET "takesDeletedAt" = now(); RETURN NEW; END $$ LANGUAGE plpgsql`);
  await over(`CREATE TRIGGER take_over AFTER INSERT ON "Purge" EXECUTE FUNCTION take_over()`);
  const before = await prisma.spokenAnswer.count();
  try {
    expect((await speak(question)).status).toBe(409);
  } finally {
    await over(`DROP FUNCTION take_over CASCADE`);
    await prisma.recording.updateMany({ data: { takesDeletedAt: null } });
  }
  expect(await prisma.spokenAnswer.count()).toBe(before);
  expect(await left()).toMatchObject({
    left: expect.arrayContaining([
      expect.objectContaining({ questionId: question.questionId, state: 'open', version: 1 }),
    ]) as unknown,
  });
  const [named, stored] = [await prisma.spokenAnswer.findMany(), [] as string[]];
  for await (const { key } of api.objects.list('answers/')) stored.push(key);
  const unnamed = stored.filter((key) => named.every((answer) => answer.key !== key));
  expect(unnamed).toHaveLength(1);
  const purges = await prisma.purge.findMany();
  expect(purges.flatMap(({ prefixes }) => prefixes)).toEqual(expect.arrayContaining(unnamed));
});

test('what is stale, too long or no sound is refused, and leaves nothing behind', async () => {
  const question = await add({ version: 4 });
  const before = { clips: await clipsNow(), revision: await revision() };
  const send = { raw: voice, headers };
  await host.refused('conflict', 'PUT', path(question, 3), send);
  const long = { raw: await recordTone(181), headers };
  const answer = await host.refused('invalid-input', 'PUT', path(question, 4), long);
  expect(answer.body).toMatchObject({ error: { fields: { sound: 'too-long' } } });
  await host.refused('invalid-input', 'PUT', path(question, 4), { raw: 'no sound', headers });
  expect({ clips: await clipsNow(), revision: await revision() }).toEqual(before);
});

test('nothing of people who were taken out of the recording is put into it', async () => {
  const question = await add({ displayName: 'Menyesal', text: 'Nama saya Menyesal.' });
  await speak(question);
  const others = await add({ displayName: 'Tono', text: 'Benarkah kata Menyesal itu?' });
  await speak(others);
  await api.db.prisma.take.create({
    data: {
      ...{ takeId: question.questionId, recordingId, peerId: 'p', displayName: 'Menyesal' },
      ...{ kind: 'audio', source: 'microphone', codec: 'opus', startedAt: ended },
    },
  });
  const spoken = await api.db.prisma.spokenAnswer.findUniqueOrThrow({
    where: { questionId: question.questionId },
  });
  await host.ok('POST', `/api/studio/sessions/${code}/recording/withdraw`, {
    displayName: 'Menyesal',
  });
  await api.purges.sweep();
  expect(await api.objects.find(spoken.key)).toBeUndefined();
  const clips = await clipsNow();
  expect(JSON.stringify(clips)).not.toContain('Menyesal');
  // On the card, and as the title of its chapter.
  expect(clips.after.map((clip) => clip.question)).toContain('Benarkah kata … itu?');
});

test('who was taken out is told so when they answer again, and nothing of it is kept', async () => {
  const question = await add();
  await api.db.prisma.take.create({
    data: {
      ...{ takeId: question.questionId, recordingId, peerId: 'p', displayName: 'Ibu Ani' },
      ...{ kind: 'audio', source: 'microphone', codec: 'opus', startedAt: ended },
    },
  });
  await host.ok('POST', `/api/studio/sessions/${code}/recording/withdraw`, {
    displayName: 'Ibu Ani',
  });
  const before = await revision();
  const { status, body } = await speak(question);
  expect({ status, body }).toMatchObject({
    status: 409,
    body: { error: { code: 'taken-out' } },
  });
  await host.refused('taken-out', 'POST', path(question).replace('spoken', 'replies'), {
    json: { version: 1, answerId: randomUUID(), text: 'Ya.' },
  });
  const { questionId } = question;
  expect(await api.db.prisma.spokenAnswer.count({ where: { questionId } })).toBe(0);
  expect(await revision()).toBe(before);
});
