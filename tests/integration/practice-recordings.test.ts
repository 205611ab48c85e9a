import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Clock } from '../../server/platform/clock.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { newCode, newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { StudioPractices } from '../../server/protocol/practices.ts';
import type { SessionInfo } from '../../server/protocol/protocol.ts';
import { createSessionRepository } from '../../server/store/session-repository.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import type { RestClient } from '../support/rest-client.ts';
import { makeSession, signUpOwner } from '../support/rest-journeys.ts';

/** What is left of a practice that was recorded, from its end to its deletion. */

const scope = new Scope('practice recordings', silentLog);
const hourMs = 3_600_000;
let nowMs = Date.UTC(2026, 10, 27, 12);
const clock: Clock = { ...systemClock, now: () => new Date(nowMs) };
const meta = { contentType: 'audio/mpeg', cacheControl: 'private, no-store' };
let api: RestApi;
let host: RestClient;
let session: SessionInfo;
let practices: string;

beforeAll(async () => {
  api = await startRestApi(scope, { clock });
  host = await signUpOwner(api);
});
afterAll(() => scope.close('done'));
beforeEach(async () => {
  ({ session } = await makeSession(host));
  practices = `/api/studio/sessions/${session.code}/practices`;
});

/** A practice that is being recorded, with takes on disk; of this hub, unless said otherwise. */
async function aRecordedPractice(hubId = 'hub') {
  const sessions = createSessionRepository(api.db.prisma, hubId);
  const of = (await sessions.find(session.code))!;
  const ids = { sessionId: newId(), code: newCode(), openedAt: clock.now() };
  const { sessionId, code } = await sessions.createPractice(of, ids);
  const recordingId = newId();
  const who = { peerId: 'rina', displayName: 'Bu Rina', kind: 'audio', source: 'microphone' };
  await api.db.prisma.recording.create({
    data: {
      ...{ recordingId, sessionId, startedAt: clock.now() },
      takes: { create: { ...who, takeId: newId(), codec: 'opus', startedAt: clock.now() } },
    },
  });
  const folder = path.join(api.recordingsDir, recordingId);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'timeline.jsonl'), '');
  return { sessionId, code, recordingId };
}

/** The same one after its end, made into sounds. */
async function aKeptPractice() {
  const practice = await aRecordedPractice();
  await api.practiceRecordings.recover();
  const { recordingId } = practice;
  const where = { recordingId };
  await api.db.prisma.recording.update({ where, data: { state: 'ready' } });
  for (const name of ['microphone-rina.mp3', 'mix.mp3']) {
    await api.objects.put(`practices/${recordingId}/${name}`, Buffer.from(name), meta);
  }
  await api.objects.put(`recordings/${recordingId}/timeline.jsonl`, Buffer.from('x'), meta);
  return practice;
}

async function leftOf(recordingId: string): Promise<string[]> {
  const left = (await readdir(api.recordingsDir)).filter((name) => name === recordingId);
  for (const prefix of [`practices/${recordingId}/`, `recordings/${recordingId}/`]) {
    for await (const { key } of api.objects.list(prefix)) left.push(key);
  }
  const rows = await api.db.prisma.recording.findMany({ where: { recordingId } });
  return [...left, ...rows.map(() => 'row')];
}

test('its hosts find the mix and each person, download them, and nobody else does', async () => {
  const { code } = await aKeptPractice();
  const { recordings } = await host.ok<StudioPractices>('GET', practices);
  expect(recordings).toEqual([
    {
      ...{ code, state: 'ready', startedAt: new Date(nowMs).toISOString() },
      keptUntil: new Date(nowMs + 24 * hourMs).toISOString(),
      tracks: [
        { file: 'mix.mp3', bytes: 7 },
        {
          ...{ file: 'microphone-rina.mp3', bytes: 19 },
          ...{ displayName: 'Bu Rina', source: 'microphone' },
        },
      ],
    },
  ]);
  const answer = await host.send('GET', `${practices}/${code}/microphone-rina.mp3`);
  expect(answer).toMatchObject({ status: 200, text: 'microphone-rina.mp3' });
  expect(answer.headers.get('Content-Disposition')).toContain('filename="Bu Rina.mp3"');
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  await host.refused('not-found', 'GET', `${practices}/${code}/microphone-sari.mp3`);
  await api.browser().refused('not-signed-in', 'GET', `${practices}/${code}/mix.mp3`);
  const { session: other } = await makeSession(host);
  const elsewhere = `/api/studio/sessions/${other.code}/practices/${code}/mix.mp3`;
  await host.refused('not-found', 'GET', elsewhere);
});

test('after a day it is deleted with everything, and not before', async () => {
  const { recordingId } = await aKeptPractice();
  nowMs += 23 * hourMs;
  await api.practiceRecordings.sweep();
  expect(await leftOf(recordingId)).toHaveLength(5);
  nowMs += hourMs;
  await api.practiceRecordings.sweep();
  expect(await leftOf(recordingId)).toEqual([]);
  expect(await host.ok('GET', practices)).toEqual({ recordings: [] });
});

test('a host deletes it sooner, once it is made', async () => {
  const { code, recordingId } = await aKeptPractice();
  const where = { recordingId };
  await api.db.prisma.recording.update({ where, data: { state: 'processing' } });
  await host.refused('conflict', 'DELETE', `${practices}/${code}`);
  await api.db.prisma.recording.update({ where, data: { state: 'failed' } });
  await host.ok('DELETE', `${practices}/${code}`);
  expect(await leftOf(recordingId)).toEqual([]);
  await host.refused('not-found', 'DELETE', `${practices}/${code}`);
});

test('one that could not be deleted is deleted by a later sweep', async () => {
  const { recordingId } = await aKeptPractice();
  nowMs += 24 * hourMs;
  const working = { ...api.objects };
  api.objects.deletePrefix = () => Promise.reject(new Error('The store is away.'));
  await api.practiceRecordings.sweep();
  Object.assign(api.objects, working);
  expect(await leftOf(recordingId)).toContain('row');
  await api.practiceRecordings.sweep();
  expect(await leftOf(recordingId)).toEqual([]);
});

test('a deleted session takes it along; while a practice is recorded it cannot be deleted', async () => {
  const kept = await aKeptPractice();
  const running = await aRecordedPractice();
  await host.refused('conflict', 'DELETE', `/api/studio/sessions/${session.code}`);
  expect(await leftOf(kept.recordingId)).toHaveLength(5);
  // The hub went down in the middle of it, and is back.
  await api.practiceRecordings.recover();
  const { recordings } = await host.ok<StudioPractices>('GET', practices);
  expect(recordings.map(({ code, state }) => [code, state])).toEqual(
    expect.arrayContaining([
      [kept.code, 'ready'],
      [running.code, 'processing'],
    ]),
  );
  await host.ok('DELETE', `/api/studio/sessions/${session.code}`);
  await api.purges.sweep();
  expect(await leftOf(kept.recordingId)).toEqual([]);
  expect(await leftOf(running.recordingId)).toEqual([]);
});

test('one that is live on another hub is left alone until that hub is dead', async () => {
  const { code } = await aRecordedPractice('other');
  const sessions = createSessionRepository(api.db.prisma, 'other');
  await api.practiceRecordings.recover();
  expect(await sessions.find(code)).toMatchObject({ state: 'live' });
  nowMs += hourMs;
  await sessions.seePractices(clock.now());
  await api.practiceRecordings.sweep();
  expect(await sessions.find(code)).toMatchObject({ state: 'live' });
  nowMs += hourMs;
  await api.practiceRecordings.sweep();
  expect(await sessions.find(code)).toMatchObject({ state: 'ended' });
  const { recordings } = await host.ok<StudioPractices>('GET', practices);
  expect(recordings).toMatchObject([{ code, state: 'processing' }]);
});

test('a practice is opened before a session and after it, found again, and not while it is on', async () => {
  const sessions = createSessionRepository(api.db.prisma);
  const open = () => host.ok<{ code: string }>('POST', practices, {});
  const { code } = await open();
  expect(await open()).toEqual({ code });
  expect(await sessions.find(code)).toMatchObject({
    ...{ state: 'live', practiceOf: { code: session.code } },
    lockedAt: expect.any(Date) as Date,
  });
  await host.refused('conflict', 'POST', `/api/studio/sessions/${code}/practices`, {
    json: {},
  });

  await sessions.deletePractice((await sessions.find(code))!.sessionId);
  await sessions.goLive(session.sessionId, clock.now());
  await host.refused('conflict', 'POST', practices, { json: {} });
  await sessions.end(session.sessionId, clock.now());
  const after = await open();
  expect(after.code).not.toBe(code);
  expect((await sessions.find(session.code))?.state).toBe('ended');
});
